"""Pictures handed to `roaster roast`: their text by a model that sees, or by tesseract."""

from __future__ import annotations

from dataclasses import dataclass

from roaster.articles.pictures import Picture
from roaster.articles.plain import extract_text
from roaster.articles.reading import Reading, failed
from roaster.errors import NothingDoneError
from roaster.jobs.ocr import find_tesseract, ocr
from roaster.jobs.workshop import Workshop
from roaster.roasts.writer import Unwritten

BY_MODEL = "the source is a picture, its text was read by"
BY_OCR = "the source is a picture, its text was read by tesseract"
NOT_ASKED = "leave out --dry-run, or add --ocr to have it read by tesseract"


@dataclass(frozen=True, slots=True)
class Eyes:
    """How pictures are read. `by_ocr`: by tesseract, whatever models there are.

    `asks`: a model may be asked; without it, what only a model can read is not read.
    """

    workshop: Workshop
    by_ocr: bool = False
    asks: bool = True

    def __call__(self, picture: Picture, url: str) -> Reading:
        """The text of a picture as a reading, with a note on who read it."""
        program = find_tesseract(self.workshop.environ)
        if self.by_ocr:
            if program:
                return self._by_ocr(picture, url, program)
            return failed(url, "tesseract is not installed", "install it, or leave out --ocr")
        if self.workshop.offline:
            if program:
                return self._by_ocr(picture, url, program)
            return _nobody(url)
        if not self.asks:
            return failed(url, "it is a picture, which a model would be asked to read", NOT_ASKED)
        result = self._by_model(picture, url)
        if isinstance(result, Reading):
            return result
        if program and not result.out_of_budget:
            reading = self._by_ocr(picture, url, program)
            return reading.with_note(result.reason)
        return _nobody(url) if not result.model else failed(url, result.reason, result.remedy)

    def _by_model(self, picture: Picture, url: str) -> Reading | Unwritten:
        from roaster.roasts.writers.eyes import Seen, read_picture

        with self.workshop.asking_models() as asked:
            seen = read_picture(picture.data_uri(), asked.entries(), asked.line, asked.books)
        if not isinstance(seen, Seen):
            return seen
        told = seen.transcript
        return self._reading(told.text, url, told.title, f"{BY_MODEL} {seen.model}")

    def _by_ocr(self, picture: Picture, url: str, program: str) -> Reading:
        try:
            text = ocr(picture, program, self.workshop.environ)
        except NothingDoneError as error:
            return failed(url, error.message, error.remedy)
        return self._reading(text, url, "", BY_OCR)

    def _reading(self, text: str, url: str, title: str, note: str) -> Reading:
        min_words = self.workshop.config.gather.min_words
        return extract_text(text, url, title, min_words=min_words).with_note(note)


def _nobody(url: str) -> Reading:
    from roaster.roasts.writers.eyes import SETTING

    remedy = f"{SETTING}, or install tesseract"
    return failed(url, "it is a picture, and no model that sees is configured", remedy)
