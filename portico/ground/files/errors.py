"""Why a file is not taken or not handed out, in words a resident can act on."""

from __future__ import annotations


class FileRefusedError(Exception):
    """A file that was given is not taken; the message says why and what to do."""


class FileTooLargeError(FileRefusedError):
    """The file has more bytes, or the picture more dots, than is taken."""


class FileTypeRefusedError(FileRefusedError):
    """The content is not of a kind that is taken here, whatever the file is called."""


class FileEmptyError(FileRefusedError):
    """The file has no content."""


class FileNotKeptError(Exception):
    """The file could not be written down (the disk is full or broken). Nothing of it was kept."""


class FileWithheldError(Exception):
    """The file may not be opened: it is infected, or not looked at by the scanner yet."""


class FileMissingError(Exception):
    """The file is known but its content is not where it was kept."""
