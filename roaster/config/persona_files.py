"""The shapes of a persona's files. Each is only a part: `personas` puts them together."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

ID_PATTERN = r"^[a-z0-9-]+$"
Id = Annotated[str, Field(pattern=ID_PATTERN)]
_Text = Annotated[str, Field(min_length=1)]
_Line = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\n\r]+$")]


class _Piece(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Example(_Piece):
    """`persona.examples:` an event in a sentence, and how the persona would put it."""

    event: str = Field(min_length=1, max_length=300, description="What happened.")
    text: str = Field(min_length=1, max_length=600, description="What the persona says of it.")


class SectionsPart(_Piece):
    """`sections:` some of the headings."""

    take: _Line | None = None
    facts: _Line | None = None
    burned: _Line | None = None
    lining: _Line | None = None


class TextsFile(_Piece):
    """`persona.de.yaml`: each key may be left out, for `persona.yaml` has it."""

    name: _Line | None = None
    tagline: _Line | None = None
    introduction: _Text | None = None
    tone: _Text | None = None
    voice: _Text | None = None
    mocks: tuple[_Text, ...] | None = None
    never: tuple[_Text, ...] | None = None
    sign_off: Annotated[str, Field(max_length=200, pattern=r"^[^\n\r]*$")] | None = None
    sections: SectionsPart | None = None
    invitations: Annotated[tuple[_Line, ...], Field(min_length=1)] | None = None


class PersonaFile(TextsFile):
    """`persona.yaml`: what it leaves out, the persona that it extends has."""

    extends: Id | None = None
    id: Id | None = None  # the folder's name says it too


class ExamplesFile(_Piece):
    """`examples.yaml`, or one of its languages."""

    examples: tuple[Example, ...] = Field(max_length=12)
