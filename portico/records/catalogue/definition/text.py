"""Text a resident reads, in English and, where given, in Welsh."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_serializer, model_validator


class Part(BaseModel):
    """A part of a definition: frozen, and strict about names it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, str_strip_whitespace=True)


class Text(Part):
    """A text in English (`en`) and perhaps Welsh (`cy`). In a file a plain string means English."""

    en: str = Field(min_length=1)
    cy: str | None = Field(default=None, min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _plain_string_is_english(cls, value: Any) -> Any:
        return {"en": value} if isinstance(value, str) else value

    @model_serializer
    def _as_plain_string_where_only_english(self) -> str | dict[str, str]:
        return self.en if self.cy is None else {"en": self.en, "cy": self.cy}

    def in_language(self, language: str) -> str:
        """The text in `language` (`en` or `cy`), in English where there is no other."""
        return (self.cy if language == "cy" else None) or self.en
