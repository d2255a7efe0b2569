"""Every error Plumbline raises on purpose, in one tree.

PlumblineError
├── BadInput            what a person or a file gave us cannot be used
│   └── TooLarge        ... because it is bigger than we read
├── KnowledgeError      a knowledge file is wrong (names file and line)
│   └── ExpressionError a rule's text is outside the language
├── JournalError        what happened could not be stored or read
│   ├── ProfileLocked   the PIN is missing or wrong
│   └── JournalBusy     another process holds the database
└── NotReady            a decision was asked for that its findings do not allow yet
"""


class PlumblineError(Exception):
    """Root of the tree; its text is fit to be shown in one line."""


class BadInput(PlumblineError):
    """Something given from outside cannot be used.

    `what` is the thing at fault (a finding's id, an option), `where` the file, form or line
    it stood in, `allowed` what would have been right.
    """

    def __init__(self, what: str, problem: str, *, allowed: str = "", where: str = "") -> None:
        self.what, self.problem, self.allowed, self.where = what, problem, allowed, where
        place = f"{where}: " if where else ""
        hint = f" Allowed: {allowed}." if allowed else ""
        super().__init__(f"{place}{what}: {problem}.{hint}")


class TooLarge(BadInput):
    """A file or form is larger than we are willing to read."""


class KnowledgeError(PlumblineError):
    """A knowledge file is wrong; the message names file and line."""


class ExpressionError(KnowledgeError):
    """A rule's text is outside the rule language."""


class JournalError(PlumblineError):
    """What happened could not be stored or read."""


class ProfileLocked(JournalError):
    """The profile needs its PIN, or the PIN was wrong."""


class JournalBusy(JournalError):
    """Another process holds the database; nothing was written."""


class NotReady(PlumblineError):
    """A decision was asked for that its findings do not allow yet."""
