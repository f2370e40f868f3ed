"""Text a resident reads, in English and, where given, in Welsh."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class Part(BaseModel):
    """A part of a definition: frozen, and strict about names it does not know."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        str_strip_whitespace=True,
        use_attribute_docstrings=True,
    )


class Text(Part):
    """A text in English (`en`) and perhaps Welsh (`cy`). In a file a plain string means English."""

    en: str = Field(min_length=1, max_length=10_000)
    cy: str | None = Field(default=None, min_length=1, max_length=10_000)

    @model_validator(mode="before")
    @classmethod
    def _plain_string_is_english(cls, value: Any) -> Any:
        return {"en": value} if isinstance(value, str) else value

    @model_serializer
    def _as_plain_string_where_only_english(self) -> str | dict[str, str]:
        return self.en if self.cy is None else {"en": self.en, "cy": self.cy}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        string = {"type": "string", "minLength": 1, "maxLength": 10_000}
        return {
            "description": "English as a plain string, or English and Welsh.",
            "anyOf": [
                string,
                {
                    "type": "object",
                    "properties": {"en": string, "cy": string},
                    "required": ["en"],
                    "additionalProperties": False,
                },
            ],
        }

    def in_language(self, language: str) -> str:
        """The text in `language` (`en` or `cy`), in English where there is no other."""
        return (self.cy if language == "cy" else None) or self.en
