"""What the domain raises when it will not do what it was asked.

Every error carries a plain English message id; whoever shows it translates it and fills in
the named parameters.
"""


class Problem(Exception):
    """Something a person can understand and act on."""

    status = 409

    def __init__(self, message: str, **params):
        super().__init__(message)
        self.message = message
        self.params = params

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


class Refused(Problem):
    """A rule forbids this now."""


class Unavailable(Problem):
    """The disk or the database does not take anything just now; the cause is chained to it."""

    status = 503

    def __init__(self, message: str = "Nothing could be saved just now.", **params):
        super().__init__(message, **params)


class Invalid(Problem):
    """A value is wrong; `field` names it where there is one."""

    status = 400

    def __init__(self, message: str, field: str = "", **params):
        super().__init__(message, **params)
        self.field = field


class Forbidden(Problem):
    """Nobody in this role may do this."""

    status = 403


class Missing(Problem):
    """There is no such thing, or none that this person may know of. Shown as the same 404."""

    status = 404

    def __init__(self, message: str = "This page does not exist.", **params):
        super().__init__(message, **params)


class Conflict(Problem):
    """Somebody else changed the row first. `theirs` and `ours` are shown side by side."""

    def __init__(self, message: str, theirs=None, ours=None, **params):
        super().__init__(message, **params)
        self.theirs = theirs
        self.ours = ours


def N_(message: str) -> str:
    """Mark a message for translation here; it is translated where it is shown."""
    return message


def needed(text: str, field: str, message: str, longest: int) -> str:
    """A text somebody must give, without the blanks around it; `Invalid` where it is empty or has
    more than `longest` characters."""
    text = text.strip()
    if not text:
        raise Invalid(message, field=field)
    if len(text) > longest:
        raise Invalid(N_("Write at most %(limit)s characters."), field=field, limit=longest)
    return text
