"""The evidence gate on a public, harder set: `python bench_public_set.py FRANK`.

FRANK is a clone, with its history, of github.com/artidoro/frank (Pagnoni and others, NAACL 2021):
2,246 summaries of 499 news articles by nine systems, with what people found false in them. They
come without quotes, so a passage is looked for; most are in small letters, and get the capitals
that their words have in the article. A summary is refused if one of its sentences is. Printed
beside the gate: the numbers and names alone, which must stand somewhere in the article.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from roaster.roasts.evidence import Proof, make_ground, prove
from roaster.roasts.names import names_in, words_in
from roaster.text.quantities import quantities

TEXTS = "5860706bda0641136d10d27ead52c5f6ae79630e"  # the last commit that has the articles' texts
FOLDER = "data/articles-wbertscore-json"
LABELS = "data/human_annotations.json"
WORD = re.compile(r"[^\W\d_][\w'’-]*")
BEFORE_MARK = re.compile(r"\s+([.,;:!?%')])")


@dataclass(frozen=True, slots=True)
class Judged:
    """A summary: whether people found it true, and who refuses it."""

    true: bool
    by_numbers_and_names: bool
    by_the_gate: bool


def git(repository: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", repository, *words], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def plain(line: str) -> str:
    """A tokenised line as people write it."""
    quoted = line.replace("`` ", '"').replace(" ''", '"').replace("( ", "(").replace(" n't", "n't")
    return BEFORE_MARK.sub(r"\1", quoted)


def capitals(lines: Sequence[str]) -> Callable[[str], str]:
    """Gives the words of a line the capitals that they have within these lines."""
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for word in WORD.findall(line)[1:]:
            spelled[word.lower()][word] += 1
    usual = {word: counted.most_common(1)[0][0] for word, counted in spelled.items()}

    def give(line: str) -> str:
        if line != line.lower():
            return line
        line = WORD.sub(lambda word: usual.get(word[0], word[0]), line)
        return line[:1].upper() + line[1:]

    return give


def judged(
    article: dict[str, Any], labels: Sequence[dict[str, Any]]
) -> Iterator[tuple[str, Judged]]:
    """The set that each summary of an article is of, and its verdicts."""
    lines = [plain(line) for line in article["article_lines"]]
    text = "\n".join(lines)
    ground, words, numbers, give = (
        make_ground(text),
        words_in(text),
        quantities(text),
        capitals(lines),
    )
    by_name = {key.lower(): key for key in article}
    for label in labels:
        summary = article[by_name[f"{label['model_name']}_lines".lower()]]
        facts = [give(plain(line)) for line in summary if line.strip()]
        strange = any(
            not all(
                {name.casefold(), name.casefold().removesuffix("s")} & words
                for name in names_in(fact)
            )
            or not all(
                any(one.is_backed_by(other) for other in numbers) for one in quantities(fact)
            )
            for fact in facts
        )
        refused = any(not isinstance(prove(fact, fact, ground), Proof) for fact in facts)
        yield label["dataset"], Judged(label["Factuality"] == 1, strange, refused)


def told(name: str, of: Sequence[Judged]) -> Iterator[str]:
    for who in ("by_numbers_and_names", "by_the_gate"):
        caught = sum(getattr(one, who) for one in of if not one.true)
        alarms = sum(getattr(one, who) for one in of if one.true)
        true = sum(one.true for one in of)
        precision = caught / max(1, caught + alarms)
        yield (
            f"{name:<8} {who.replace('_', ' '):<20} precision {precision:6.1%}  "
            f"false alarms {alarms / max(1, true):6.1%} of {true}  "
            f"caught {caught / max(1, len(of) - true):6.1%} of {len(of) - true}"
        )


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    repository = Path(sys.argv[1])
    labels: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for label in json.loads(git(repository, "show", f"HEAD:{LABELS}")):
        labels[label["hash"]].append(label)
    found: defaultdict[str, list[Judged]] = defaultdict(list)
    for path in git(repository, "ls-tree", "-r", "--name-only", TEXTS, FOLDER).split():
        article = json.loads(git(repository, "show", f"{TEXTS}:{path}"))
        for name, one in judged(article, labels.get(article["hash"], ())):
            found[name].append(one)
    found["both"] = [each for some in found.values() for each in some]
    for name, some in found.items():
        print(*told(name, some), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
