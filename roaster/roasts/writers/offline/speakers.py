"""Who said what is quoted, as far as the sentence around it tells. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roaster.roasts.writers.offline.bodies import MARK
from roaster.roasts.writers.offline.extracts import SAYING
from roaster.roasts.writers.offline.names import Names
from roaster.roasts.writers.offline.stock import Role
from roaster.roasts.writers.offline.story import Extract

_NEAR = 70  # characters before and after a quotation in which its speaker is looked for
_DID_SAY = r"(?:said|says|answered|replied|told|confirmed|wrote|explained)\b"
_MARK_SAID = re.compile(rf"{MARK} {_DID_SAY}")
_BODY_SAID = re.compile(
    r"\b[Tt]he (company|firm|institute|chain|agency|service|airline|bank|app|group|operator|"
    rf"department|authority|publisher|broadcaster|channel|letter|notice|brochure|memo) {_DID_SAY}"
)


def _speaks(role: Role) -> bool:
    return role.name.startswith("the ") and role.id != "app"


def speaker_of(extract: Extract, roles: Sequence[Role], names: Names) -> str:
    """Who said it, in words for a joke: a role, the subject, `the company`; empty: not sure."""
    text = extract.line.text
    start = text.find(extract.words)
    end = start + len(extract.words)
    if not SAYING.search(text[:start] + text[end:]):
        return ""
    beside = {
        found.label.removeprefix("role:")
        for found in extract.line.found
        if found.label.startswith("role:") and not start <= found.start < end
    }
    near = text[max(0, start - _NEAR) : start] + " … " + text[end : end + _NEAR]
    if names.company and _MARK_SAID.search(near.replace(names.subject, MARK)):
        return names.subject
    speakers = [role.name for role in roles if role.id in beside and _speaks(role)]
    if len(beside) == 1 and speakers:
        return speakers[0]
    body = _BODY_SAID.search(near) if not beside else None
    return f"the {body[1].lower()}" if body else ""
