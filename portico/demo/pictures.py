"""Pictures that the people of the demo send: drawn, never photographed, and plainly so."""

from __future__ import annotations

import io
import random
from functools import lru_cache
from typing import BinaryIO

from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 800, 600


def photo_of(category: str, number: int) -> BinaryIO:
    """A drawn picture of a street problem as JPEG; a few different ones for each category."""
    return io.BytesIO(_photo(category, number % 3))


def letter(title: str, lines: tuple[str, ...]) -> BinaryIO:
    """A drawn letter as PNG, such as somebody sends as evidence."""
    image = Image.new("RGB", (620, 860), "#fdfcf7")
    draw = ImageDraw.Draw(image)
    draw.rectangle((20, 20, 600, 840), outline="#b9b3a3", width=2)
    draw.text((60, 70), "SPECIMEN — nobody is meant", font=ImageFont.load_default(20), fill="#8a2030")
    draw.text((60, 130), title, font=ImageFont.load_default(30), fill="#1c2130")
    for row, line in enumerate(lines):
        draw.text((60, 200 + row * 40), line, font=ImageFont.load_default(21), fill="#1c2130")
    buffer = io.BytesIO()
    image.quantize(32).save(buffer, "PNG")
    buffer.seek(0)
    return buffer


@lru_cache(maxsize=64)
def _photo(category: str, number: int) -> bytes:
    chance = random.Random(f"{category}{number}")  # noqa: S311 - decoration
    image = Image.new("RGB", (WIDTH, HEIGHT), chance.choice(["#b9c4cf", "#c8cdd2", "#aebccb"]))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 250, WIDTH, HEIGHT), fill="#6d6f73")
    draw.polygon(((0, 250), (WIDTH, 250), (WIDTH, 300), (0, 340)), fill="#a7a39b")
    for _ in range(900):
        x, y = chance.randrange(WIDTH), chance.randrange(300, HEIGHT)
        shade = chance.randrange(80, 130)
        draw.point((x, y), fill=(shade, shade, shade))
    for x in range(-40, WIDTH, 150):
        wide, high = chance.randrange(90, 140), chance.randrange(110, 210)
        wall = chance.choice(["#9c5f4b", "#b28a6a", "#8f8479", "#a9776a"])
        draw.rectangle((x, 260 - high, x + wide, 270), fill=wall)
        draw.rectangle((x + 20, 280 - high, x + 45, 315 - high), fill="#dfe8ee")
    _draw_problem(draw, category, chance)
    image = image.filter(ImageFilter.GaussianBlur(1.2))
    ImageDraw.Draw(image).text(
        (16, HEIGHT - 34), "Drawn for the demonstration", font=ImageFont.load_default(20), fill="#ffffff"
    )
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=70)
    return buffer.getvalue()


def _draw_problem(draw: ImageDraw.ImageDraw, category: str, chance: random.Random) -> None:
    x, y = chance.randrange(250, 480), chance.randrange(400, 470)
    if category in {"pothole", "pavement", "blocked_drain"}:
        for shrink, colour in ((0, "#4a4b4e"), (16, "#37383a"), (34, "#26272a")):
            draw.ellipse(
                (x - 130 + shrink, y - 40 + shrink / 2, x + 130 - shrink, y + 46 - shrink / 2), fill=colour
            )
    elif category in {"flytipping", "litter", "dog_fouling", "other"}:
        for _ in range(9 if category == "flytipping" else 4):
            left, top = x + chance.randrange(-140, 120), y + chance.randrange(-60, 40)
            colour = chance.choice(["#1f2226", "#2d3136", "#7a5a3a", "#d9d2c0", "#3d5a80"])
            draw.rounded_rectangle((left, top, left + chance.randrange(60, 110), top + 70), 18, fill=colour)
    elif category == "graffiti":
        draw.rectangle((120, 90, 680, 280), fill="#a9a29a")
        points = [(150 + step * 45, 180 + chance.randrange(-60, 60)) for step in range(12)]
        draw.line(points, fill=chance.choice(["#c2255c", "#2b8a3e", "#364fc7"]), width=18, joint="curve")
    elif category == "street_light":
        draw.rectangle((400, 40, 412, 420), fill="#4d5156")
        draw.polygon(((406, 40), (500, 30), (500, 50), (412, 56)), fill="#3a3d41")
    elif category == "overgrown":
        for _ in range(60):
            left, top = chance.randrange(60, 640), chance.randrange(180, 400)
            draw.ellipse(
                (left, top, left + 110, top + 70), fill=chance.choice(["#3f6b35", "#567d46", "#2f5527"])
            )
    else:
        draw.rounded_rectangle((x - 150, y - 70, x + 150, y + 40), 30, fill="#7d2230")
        draw.ellipse((x - 120, y + 10, x - 60, y + 70), fill="#1d1d1f")
        draw.ellipse((x + 60, y + 10, x + 120, y + 70), fill="#1d1d1f")
