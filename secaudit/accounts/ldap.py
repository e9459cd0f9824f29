"""Speaking LDAP with the city's directory, through ldap3. Imported only where one is set up."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from ldap3 import ANONYMOUS, NONE, SIMPLE, Connection, Server, Tls
from ldap3.core.exceptions import LDAPException, LDAPOperationResult, LDAPSizeLimitExceededResult
from ldap3.utils.conv import escape_filter_chars
from ldap3.utils.dn import escape_rdn

from secaudit.accounts.bind import Directory

SECONDS = 5
FAULTS = (LDAPException, OSError)  # it was not asked, or did not answer
# Answers that mean no (RFC 4511, A.1): no such object, invalid name, inappropriate authentication,
# invalid credentials (Active Directory: also locked, expired), insufficient rights, unwilling.
NO = {32, 34, 48, 49, 50, 53}


class Checked(Tls):
    """TLS as Python's own library checks it: the chain, the dates, and that the name is the host's.

    ldap3 compares names itself, and only where it makes the handshake.
    """

    def wrap_socket(self, connection, do_handshake=False):
        context = ssl.create_default_context(cafile=self.ca_certs_file)
        host = connection.server.host
        connection.socket = context.wrap_socket(connection.socket, server_hostname=host)


def name_of(number: str, directory: Directory) -> str:
    """The name that binds; nothing where not exactly one entry is found."""
    if directory.pattern:
        return directory.pattern.replace("{number}", escape_rdn(number))
    wanted = directory.filter.replace("{number}", escape_filter_chars(number))
    with _bound(directory, directory.reader, directory.reader_password) as connection:
        found = _found(connection, directory.base, wanted)
    return found[0] if len(found) == 1 else ""


def _found(connection: Connection, base: str, wanted: str) -> list[str]:
    try:
        connection.search(base, wanted, size_limit=2)
    except LDAPSizeLimitExceededResult:  # more than two: nobody is meant
        return []
    return [each["dn"] for each in connection.response if each["type"] == "searchResEntry"]


def reach(directory: Directory) -> None:
    """It answers, its certificate is trusted, and whoever looks up is let in; else one of FAULTS."""
    with _connected(directory, directory.reader, directory.reader_password) as connection:
        if not directory.pattern:
            connection.bind(read_server_info=False)


def binds(directory: Directory, name: str, password: str) -> bool:
    """Whether the directory takes that name with that password."""
    try:
        with _bound(directory, name, password):
            return True
    except LDAPOperationResult as answer:
        if answer.result in NO:
            return False
        raise


@contextmanager
def _bound(directory: Directory, name: str, password: str) -> Iterator[Connection]:
    """A connection that is bound as that name as well."""
    with _connected(directory, name, password) as connection:
        connection.bind(read_server_info=False)
        yield connection


@contextmanager
def _connected(directory: Directory, name: str, password: str) -> Iterator[Connection]:
    """A connection that is encrypted and checked; it ends with the block."""
    connection = Connection(
        _server(directory),
        user=name,
        password=password,
        authentication=SIMPLE if name else ANONYMOUS,
        raise_exceptions=True,
        auto_referrals=False,
        read_only=True,
        receive_timeout=SECONDS,
    )
    try:
        connection.open(read_server_info=False)
        if directory.starttls and not connection.start_tls(read_server_info=False):
            raise OSError("the directory refuses StartTLS")
        yield connection
    finally:
        _close(connection)


def _server(directory: Directory) -> Server:
    return Server(
        directory.host,
        port=directory.port,
        use_ssl=not directory.starttls,
        tls=Checked(validate=ssl.CERT_REQUIRED, ca_certs_file=directory.authorities or None),
        get_info=NONE,
        connect_timeout=SECONDS,
    )


def _close(connection: Connection) -> None:
    with suppress(*FAULTS):
        connection.unbind()
    if connection.socket is not None:
        connection.socket.close()
