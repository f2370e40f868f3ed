"""The name under which a file is shown and handed out."""

from __future__ import annotations

import re
import unicodedata

from portico.ground.files.kinds import DOCUMENTS, PDF

LONGEST_NAME = 100

_ENDS = {PDF: "pdf", "image/jpeg": "jpg", "image/png": "png", **DOCUMENTS}
_SAME_END = {"jpeg": "jpg", "jpe": "jpg"}


def shown_name(given: str, media_type: str) -> str:
    """The name that a customer gave to a file, made harmless and true to its content.

    Folders, control characters and marks that turn the direction of writing are left out, spaces drawn
    together, the end of the name replaced by that of the content (`a.heic` was kept as JPEG: `a.jpg`).
    At most 100 characters; `file.<end>` where nothing is left.
    """
    name = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(" " if character.isspace() else character for character in name)
    name = "".join(character for character in name if unicodedata.category(character)[0] != "C")
    name = re.sub(r'[<>:"|?*]', "", re.sub(r" +", " ", name)).strip(" .")
    stem, dot, end = name.rpartition(".")
    wanted = _ENDS.get(media_type, "bin")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,5}", end):
        stem, end = name, ""
    if _SAME_END.get(end.lower(), end.lower()) != wanted:
        end = wanted
    return f"{stem[: LONGEST_NAME - len(end) - 1].rstrip(' .') or 'file'}.{end}"
