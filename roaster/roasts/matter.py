"""What a writer is told of a text that is no news: it is judged on what it claims. Pure."""

from __future__ import annotations

from roaster.model.matter import Matter

_KINDS = {
    Matter.PAGE: "a landing page: somebody sells something",
    Matter.CV: "a curriculum vitae: somebody describes their own working life",
    Matter.PITCH: "a pitch: somebody wants money or approval for a plan",
}


def matter_rules(matter: Matter) -> str:
    """A section of the instructions; empty for news."""
    if matter.is_news:
        return ""
    private = (
        "\n- Its author is a private person: roast the text, its phrases and its claims; never the "
        "person, the career, the schools, gaps, age or origin. Put nobody's name into any field."
        if matter is Matter.CV
        else ""
    )
    return (
        "# What this is\n"
        f"The source is no news but {_KINDS[matter]}. Nothing has happened in it: what it says "
        "is a claim of its author, and nobody has checked it.\n"
        "- Roast how it says what it says: claims without proof, words that fit anything, what is "
        "left out that a reader must know, figures that contradict each other.\n"
        "- Invent no event, no reaction, no result, no customer, no competitor. You know this text "
        "and nothing else.\n"
        "- Facts are what stands in the text, told as its claims: “it says that …”, “it names …”.\n"
        "- burned: phrases, promises or departments that the text itself names. lining: what is "
        f"really clear or useful in it, and one thing to mend.{private}"
    )
