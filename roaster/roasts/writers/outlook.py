"""What an event can cost at worst through one model, before any of it is asked.

The same arithmetic as the purse's: each question counts with its worst case (`worst_case`), and
so often as the provider may charge for it. What stands in the journal costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from roaster.roasts.writers.calls import Calls
from roaster.roasts.writers.exchange import Failure
from roaster.roasts.writers.freshen import QUESTION_BYTES
from roaster.roasts.writers.mending import ASKING_BYTES
from roaster.roasts.writers.policy import MOST_CHARGED
from roaster.roasts.writers.prices import Price
from roaster.roasts.writers.question import Question
from roaster.state.journal import JournaledReply

INCLUDED = (
    "answers that are lost or cut off and asked for again, faults and unproven facts mended once, "
    "worn phrases written anew, roast.judge_samples, the vote of verify, and the models that "
    "stand in"
)


class NotKeptError(Exception):
    """A question whose answer does not stand in the journal."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.model)
        self.question = question


class Rehearsal:
    """Answers out of the journal alone. Asks nobody."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def ask(self, question: Question) -> JournaledReply | Failure:
        """The reply in the journal. Raises NotKeptError, StateError."""
        kept = self._calls.kept(question)
        if kept is None:
            raise NotKeptError(question)
        return kept


@dataclass(frozen=True, slots=True)
class Rates:
    """What a question can cost with one model; `room` are tokens, doubled once where cut off."""

    price: Price
    room: int
    most_room: int

    def question(self, size: int, *, doubled: bool = False) -> Decimal:
        """The most for a question of so many bytes, asked as often as it may be charged."""
        room = min(2 * self.room, self.most_room) if doubled else self.room
        return MOST_CHARGED * self.price.worst_case(size, max(room, self.room))

    def talk(self, sizes: Sequence[int]) -> Decimal:
        """The most for questions in a row, of which one is cut off and asked with twice the room.

        From then on all have that room.
        """
        once = [self.question(size) for size in sizes]
        twice = [self.question(size, doubled=True) for size in sizes]
        if self.room >= self.most_room:
            return sum(once, Decimal(0))
        return max(sum((*once[: at + 1], *twice[at:]), Decimal(0)) for at in range(len(sizes)))

    def failing(self, opening: int) -> Decimal:
        """The most until a model gives an event up; `opening` are the first question's bytes.

        A context that is too short may show only once the room is doubled: the question is then
        asked again with its longest source halved.
        """
        return self.talk((opening, opening + ASKING_BYTES)) + self._halved(opening)

    def writing(self, opening: int) -> Decimal:
        """The most until a model has written, worn phrases included; without further judges."""
        asked = (opening, opening + ASKING_BYTES, opening + ASKING_BYTES)
        return self.talk(asked) + self._halved(opening) + self.question(QUESTION_BYTES)

    def _halved(self, opening: int) -> Decimal:
        return self.question(opening, doubled=True) if self.room < self.most_room else Decimal(0)
