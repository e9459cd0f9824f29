"""Every setting of the server: its default and what it means.

`config.toml` in the data folder overrides what is here; an environment variable
`SECAUDIT_<NAME>` overrides both. What an administrator changes while the product runs
(second factor, time-outs, approval steps …) is not here but on the settings page.
"""

# Signs what visitors carry before they sign in. `secaudit init` writes one; there is no default.
SECRET_KEY = ""

# Where the records live: postgresql://user@host/name. Empty: a SQLite file in the data folder.
DATABASE_URL = ""

# The address people type. https gives Secure cookies; plain http is allowed on loopback only.
BASE_URL = "http://127.0.0.1:8000"

# Certificate (with the intermediate ones) and key, PEM, for https by the server itself:
# `secaudit serve --host 0.0.0.0 --port 443`. Empty: a reverse proxy does https.
CERTIFICATE = ""
CERTIFICATE_KEY = ""

# The certificate that the reverse proxy shows, PEM, where the server's account may read it: the page of
# health and `secaudit doctor` say when it ends, and warn 30 days before. Empty: nobody watches it here.
PROXY_CERTIFICATE = ""

# How many reverse proxies stand before the server and set X-Forwarded-For.
PROXIES = 0

# Sign-in by the city's own logon (Windows, IC card) at the proxy in front: the header in which it
# names who signed in there. Empty: off. The proxy must take away what browsers send under that name.
LOGON_HEADER = ""

# From which addresses or networks that header is taken: the other end of the connection, hence the
# proxy itself. From anywhere else it is not heard.
LOGON_FROM: list[str] = []

# Realms that may stand beside the employee number: SHIOMI\\001234, 001234@city.example.lg.jp.
LOGON_REALMS: list[str] = []

# The city's directory (LDAP, Active Directory), asked for the passwords of those who have none here. Empty:
# off. ldaps://host, or ldap://host with StartTLS; the certificate is always checked (LDAP_CA: a file where
# it is the city's own). LDAP_USER: the name that binds, "{number}@city.example.lg.jp" or
# "uid={number},ou=people,dc=city"; or else LDAP_READER looks it up below LDAP_BASE by LDAP_FILTER.
LDAP_URL = ""
LDAP_CA = ""
LDAP_USER = ""
LDAP_BASE = ""
LDAP_FILTER = "(sAMAccountName={number})"
LDAP_READER = ""
LDAP_READER_PASSWORD = ""

# The city's mail relay; empty: no mail goes out, and reminders are pasted by hand. MAIL_TLS: "starttls",
# "tls" from the first byte, or "none" (a relay on this machine or in a closed network). MAIL_FROM: the
# address mails come from. MAIL_CA: a file of certificates where the relay's is the city's own.
MAIL_HOST = ""
MAIL_PORT = 25
MAIL_TLS = "starttls"
MAIL_USER = ""
MAIL_PASSWORD = ""
MAIL_FROM = ""
MAIL_CA = ""

# From which hour of the day on, in Tokyo, the digest of a working day goes out.
MAIL_HOUR = 7

# Where refusals are noted, one line of JSON each: a file, or - for standard error (journald, syslog).
# Empty: security.log in the data folder.
SECURITY_LOG = ""

# Folder of the catalogue that new periods use. Empty: the one that came with the product.
CONTROLS = ""

# Folder of the city's own rules, laid over that catalogue. Empty: controls/ in the data folder.
LOCAL_CONTROLS = ""

# Where a catalogue that was checked is kept, so that it need not be checked at the next start.
# Empty: controls.snapshot in the data folder.
SNAPSHOT = ""

# The example city: a business clock of its own, a banner on every page, loopback only.
DEMO = False

# A copy to practise in (`secaudit rehearse`): marked on every page and print, with a database of its own,
# no mail and no logon of the city.
REHEARSAL = False

# Where a copy that was begun in the browser is reached, and the port at which it is served beside the city.
# Empty: the city's own address with that port. Behind a proxy: the address at which the proxy leads there.
REHEARSAL_URL = ""
REHEARSAL_PORT = 8001

# Seconds by which the business clock differs from the machine's (example city only).
CLOCK_OFFSET = 0

# A malware scanner for files of evidence: a command to which the file's path is added, for example
# "clamdscan --fdpass --no-summary". Exit code 0: clean, 1: infected; anything else, or no answer
# within so many seconds: nothing is stored. Empty: files are not scanned.
EVIDENCE_SCANNER = ""
EVIDENCE_SCANNER_SECONDS = 30

# Where `secaudit backup` without a file writes to, and a second place that gets a copy of each: another
# disk, a mounted share. Empty: none.
BACKUPS = ""
BACKUPS_SECOND = ""

# Of so many days, weeks, months the newest backup is kept in both places; what has had its time goes.
BACKUP_KEEP = "14 daily, 8 weekly, 24 monthly"

# Key file that seals every backup (`secaudit backup new-key FILE`). Empty: backups are not sealed.
BACKUP_KEY = ""

# The largest request that is read, in bytes; and the largest form without files.
MAX_CONTENT_LENGTH = 20 * 1024 * 1024
MAX_FORM_MEMORY_SIZE = 2 * 1024 * 1024
MAX_FORM_PARTS = 5000

LANGUAGES = ("ja", "en")
