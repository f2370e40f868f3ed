"""Pictures are drawn anew: turned upright, without where and when they were taken, nothing hidden in them."""

from __future__ import annotations

import io
from pathlib import Path

from django.utils.translation import gettext as _
from pi_heif import register_heif_opener
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from portico.ground.files.errors import FileTooLargeError, FileTypeRefusedError

MOST_DOTS = 60_000_000
"""Most dots (pixels) of a picture that is read at all: decoding takes 3 to 6 bytes of memory for each."""

LONGEST_SIDE = 4_000
"""Larger pictures are made smaller to this many dots: enough to read a photographed A4 page."""

JPEG_QUALITY = 85

_FORMATS = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/webp": ("WEBP",),
    "image/heic": ("HEIF",),
}

register_heif_opener(thumbnails=False)


def draw_anew(source: Path, media_type: str, target: Path) -> str:
    """Read the picture `source` and write it to `target` as JPEG, or as PNG where it is one or see-through.

    The orientation is applied and the colours are brought to sRGB; EXIF, GPS, comments, colour profiles,
    further frames and whatever stood behind the picture are left out. Returns the media type of the result.
    Raises `FileTooLargeError` for too many dots and `FileTypeRefusedError` for what cannot be read.
    """
    try:
        with Image.open(source, formats=_FORMATS[media_type]) as opened:
            if opened.width * opened.height > MOST_DOTS:
                raise FileTooLargeError(_too_many_dots())
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture = _plain(opened)
    except Image.DecompressionBombError as error:
        raise FileTooLargeError(_too_many_dots()) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise FileTypeRefusedError(
            _("The picture cannot be read; it may be damaged. Take it again, or save it as JPEG.")
        ) from error
    if picture.mode == "RGBA" or media_type == "image/png":
        picture.save(target, "PNG")
        return "image/png"
    picture.save(target, "JPEG", quality=JPEG_QUALITY, progressive=True)
    return "image/jpeg"


def _plain(opened: Image.Image) -> Image.Image:
    """The dots of a picture and nothing else, in RGB or RGBA, upright and not larger than needed."""
    see_through = opened.mode in {"RGBA", "LA", "PA"} or "transparency" in opened.info
    mode = "RGBA" if see_through else "RGB"
    profile = opened.info.get("icc_profile")
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture = _in_srgb(upright, profile, mode) if profile else upright.convert(mode)
    picture.info = {}
    return picture


def _in_srgb(picture: Image.Image, profile: bytes, mode: str) -> Image.Image:
    """Bring the colours from the picture's own profile to sRGB; a broken profile is passed over."""
    try:
        converted = ImageCms.profileToProfile(
            picture if picture.mode in {"RGB", "RGBA", "CMYK", "L"} else picture.convert(mode),
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode=mode,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture.convert(mode)
    return picture.convert(mode) if converted is None else converted


def _too_many_dots() -> str:
    return _(
        "The picture has more than {most} million dots. Take it in a smaller size, or choose a screenshot."
    ).format(most=MOST_DOTS // 1_000_000)
