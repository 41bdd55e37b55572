"""`roaster check`: every fault of settings, content, theme and links. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from roaster.config import Config, load_config
from roaster.config.document import read_document
from roaster.config.rubrics import load_rubrics
from roaster.content.library import Library, load_library
from roaster.errors import ConfigError, Fault, FaultyInputError, PublishError, UsageError
from roaster.jobs.places import CONFIG_NAME
from roaster.jobs.workshop import Clock
from roaster.model.roast import Roast, Status
from roaster.model.rubric import Rubrics
from roaster.publish import check_place
from roaster.roasts.lineup import troubles
from roaster.site.defaults import contact_link
from roaster.site.editorial import lost_corrections
from roaster.site.links import DeadLink


def check(root: Path, *, clock: Clock, environ: Mapping[str, str]) -> list[Fault]:
    """All faults, errors and warnings. Raises UsageError when there is no site."""
    try:
        config = load_config(root / CONFIG_NAME, environ)
        faults = [*_models(config, environ), *_contact(root, config)]
        faults += _publishing(root, config, environ)
    except ConfigError as error:
        config, faults = Config(), list(error.faults)
    headings = config.persona.sections.by_key()
    library = load_library(root, config.site.zone, headings)
    faults += library.faults
    faults += _waiting_for_proof(library)
    faults += _lost_notes(library, config)
    try:
        rubrics = load_rubrics(root, config.site.language)
    except ConfigError as error:
        # The site cannot be built without them, and a total cannot be looked at.
        return [*faults, *error.faults]
    faults += wrong_totals(library.roasts, rubrics)
    faults += _site(root, config, library, clock)
    return faults


def _models(config: Config, environ: Mapping[str, str]) -> Iterator[Fault]:
    limited = config.roast.budget_usd is not None or config.roast.budget_usd_per_day is not None
    for place, trouble in troubles(config.models, environ, limited=limited):
        message = f"models[{place}] ({trouble.model}): {trouble.reason}"
        is_last = place + 1 == len(config.models)
        meanwhile = "nobody stands in for it" if is_last else "the next one stands in"
        remedy = f"{trouble.remedy}; until then {meanwhile}"
        yield Fault(CONFIG_NAME, 0, 0, message, remedy, level="warning")
    second = (config.verify,) if config.verify is not None else ()
    for _, trouble in troubles(second, environ, limited=limited):
        message = f"verify ({trouble.model}): {trouble.reason}"
        what = trouble.remedy.replace("this model out of `models:`", "`verify` out")
        remedy = f"{what}; until then every roast that a model writes waits for a person"
        yield Fault(CONFIG_NAME, 0, 0, message, remedy, level="warning")


def _contact(root: Path, config: Config) -> Iterator[Fault]:
    """A site whose pages have no place to complain."""
    if contact_link(config.site.contact):
        return
    document = read_document((root / CONFIG_NAME).read_text(encoding="utf-8"), CONFIG_NAME)
    line, column = document.place(("site", "contact"))
    why = "is neither a mail nor a web address" if config.site.contact else "is empty"
    message = f"`site.contact` {why}: no page has a place to complain"
    remedy = "write `contact: ` and a mail or web address below `site:`"
    yield Fault(CONFIG_NAME, line, column, message, remedy, level="warning")


def _publishing(root: Path, config: Config, environ: Mapping[str, str]) -> Iterator[Fault]:
    """A remote that is not there, before a run finds out."""
    if config.publish.to == "none":
        return
    try:
        check_place(config.publish.remote, config.publish.branch, root, environ)
    except PublishError as error:
        document = read_document((root / CONFIG_NAME).read_text(encoding="utf-8"), CONFIG_NAME)
        line, column = document.place(("publish",))
        yield Fault(CONFIG_NAME, line, column, f"`publish`: {error.message}", error.remedy)


def _waiting_for_proof(library: Library) -> Iterator[Fault]:
    """Published roasts that still carry a reason why a person must look."""
    for roast in library.roasts:
        if roast.status is Status.PUBLISHED and roast.attention:
            message = f"published with an open question: {roast.attention[0]}"
            remedy = "answer it, then empty `attention`"
            yield Fault(roast.path, 0, 0, message, remedy, level="warning")


def _lost_notes(library: Library, config: Config) -> Iterator[Fault]:
    """Roasts with corrections that no page shows."""
    for roast in library.roasts:
        if lost := lost_corrections(roast, config.site.zone):
            notes = "1 note" if lost == 1 else f"{lost} notes"
            message = f"`corrections` has {notes} without a time or text, and no page shows it"
            remedy = f'take it out, and tell it with: roaster correct {roast.slug} "…"'
            yield Fault(roast.path, 0, 0, message, remedy, level="warning")


def wrong_totals(roasts: Iterable[Roast], rubrics: Rubrics) -> Iterator[Fault]:
    """Roasts whose overall score is not the sum of their sub-scores, by their own rubric. Pure."""
    for roast in roasts:
        if not roast.scores or roast.score is None:
            continue
        version = roast.roasted.get("rubric", 1)
        rubric = rubrics.of_roast(roast.roasted)
        if rubric is None:
            message = f"`roasted.rubric`: there is no rubric {version}"
            known = ", ".join(map(str, rubrics.versions))
            remedy = f"there is {known}; put the file that it was scored with into rubrics/"
            yield Fault(roast.path, 0, 0, message, remedy, level="warning")
            continue
        try:
            total = rubric.total(roast.scores)
        except ValueError as error:
            message = f"`scores` do not fit rubric {version}: {error}"
            remedy = "correct them; until then the page shows those that fit"
            yield Fault(roast.path, 0, 0, message, remedy, level="warning")
            continue
        if total != roast.score:
            message = f"`score` is {roast.score}, but by rubric {version} its parts make {total}"
            remedy = f"write `score: {total}`, or correct the part that is wrong in `scores`"
            yield Fault(roast.path, 0, 0, message, remedy, level="warning")


def _site(root: Path, config: Config, library: Library, clock: Clock) -> Iterator[Fault]:
    """Faults of theme and links, found by building all of it, drafts too, in a folder aside."""
    from roaster.site.build import Builder
    from roaster.site.links import dead_links
    from roaster.state.build_cache import BuildCache

    with TemporaryDirectory(prefix="roaster-check-") as folder:
        public = Path(folder) / "public"
        try:
            with BuildCache(Path(folder) / "build.sqlite3") as cache:
                builder = Builder(root, public, config, now=clock(), cache=cache, drafts=True)
                builder.build(library.roasts, library.pages)
        except FaultyInputError as error:
            yield from error.faults
        except UsageError as error:  # a theme's fault, or two files for one address
            yield Fault(error.where or config.site.theme, 0, 0, error.message, error.remedy)
        else:
            links = list(dead_links(public, config.site.base_url))
            yield from _dead(root, library, links)


def _dead(root: Path, library: Library, links: Sequence[DeadLink]) -> Iterator[Fault]:
    """Each dead link once, at its line in the content file that has it; else at the page."""
    files = [*(roast.path for roast in library.roasts), *(page.path for page in library.pages)]
    texts = {path: (root / path).read_text(encoding="utf-8", errors="replace") for path in files}
    for href, reason in dict.fromkeys((link.href, link.reason) for link in links):
        places = [
            (path, number)
            for path, text in texts.items()
            for number, line in enumerate(text.splitlines(), 1)
            if href in line
        ]
        page = next(link.page for link in links if link.href == href)
        for path, number in places or [(f"public/{page}", 0)]:
            message = f"the link to {href} leads nowhere: {reason}"
            yield Fault(path, number, 0, message, "mend the link, or take it out")
