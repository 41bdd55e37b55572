"""CPU and size of share cards, for titles of every kind. No test: figures for a person.

python tests/bench/bench_cards.py [NUMBER]
"""

from __future__ import annotations

import sys
from time import process_time

from roaster.site.card_drawing import Drawing
from roaster.site.cards import CardFace

TITLES = {
    "usual": "OpenAI, Anthropic, and Google Form Joint Anti-Distillation Defense {}",
    "short": "No {}",
    "endless": "The committee on the interoperability of consultation frameworks met {} " * 5,
    "one word": "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen{}" * 5,
    "Greek": "Ένα κακό νέο για όλους τους επιχειρηματίες {}",
    "no glyphs": "日本語のタイトル {}",
}


def main() -> None:
    number = int(sys.argv[1]) if sys.argv[1:] else 200
    print(f"{'title':12}{'ms CPU':>8}{'worst':>8}{'KB':>8}{'worst':>8}")
    for name, title in TITLES.items():
        drawing, times, sizes = Drawing(), [], []
        for n in range(number):
            tenths = n % 101
            score = f"{tenths / 10:.1f}"
            face = CardFace(
                title.replace("{}", str(n))[:300],
                "Cynical Sally",
                "10 April 2026",
                "2026-04-10",
                "The Verge",
                score,
                "Scorched",
                tenths,
            )
            began = process_time()
            png = drawing.png(face)
            times.append((process_time() - began) * 1000)
            sizes.append(len(png) / 1000)
        mean, size = sum(times) / number, sum(sizes) / number
        print(f"{name:12}{mean:8.1f}{max(times):8.1f}{size:8.1f}{max(sizes):8.1f}")


if __name__ == "__main__":
    main()
