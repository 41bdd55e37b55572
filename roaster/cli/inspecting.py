"""Looking without changing: extract, check, stats."""

from __future__ import annotations

import sys

import click

from roaster.cli import documents, figures, words
from roaster.cli.options import Options
from roaster.cli.running import Answer, RoasterCommand
from roaster.errors import Fault


@click.command(cls=RoasterCommand)
@click.argument("target")
def extract(options: Options, target: str) -> Answer:
    """Show what is read from a page or file, from where, and whether it would be roasted."""
    from roaster.jobs.extract import read_target

    with options.workshop() as workshop:
        reading = read_target(workshop, target, sys.stdin.buffer)
    return Answer(documents.read(reading), words.read(reading))


@click.command(cls=RoasterCommand)
@click.option("--site", "built", is_flag=True, help="Check the built site in public/ instead.")
@click.option("--external", is_flag=True, help="And ask for each page that it links to.")
@click.option(
    "--models", is_flag=True, help="Instead, have each model score events whose scores are known."
)
def check(options: Options, built: bool, external: bool, models: bool) -> Answer:
    """Find every fault of settings, content, links and theme, with file, line and remedy.

    --site looks at the pages and feeds as they were built; --external goes with it. --models asks
    each of `models:` for the scores of twelve invented events, within the budget, and prints how
    far it is off.
    """
    if models:
        return _check_models(options)
    faults = _site_faults(options, external) if built or external else _faults(options)
    errors = [fault for fault in faults if fault.level == "error"]
    text = "\n".join(f"{fault.level}: {fault}" for fault in faults) or "no faults"
    code = 2 if errors else 0
    return Answer([documents.fault(fault) for fault in faults], text, exit_code=code)


def _check_models(options: Options) -> Answer:
    from roaster.jobs.calibrate import calibrate

    with options.workshop() as workshop:
        report = calibrate(workshop)
    return Answer(documents.calibrated(report), figures.calibrated(report), error=report.failure)


def _faults(options: Options) -> list[Fault]:
    from roaster.jobs.check import check as check_job

    return check_job(options.root(), clock=options.clock(), environ=options.environ)


def _site_faults(options: Options, external: bool) -> list[Fault]:
    from roaster.jobs.check_site import check_site

    with options.workshop() as workshop:
        return check_site(workshop, external=external)


@click.command(cls=RoasterCommand)
def stats(options: Options) -> Answer:
    """Tell spend, scores, the feeds' health, and the drafts that wait."""
    from roaster.jobs.stats import stats as stats_job

    with options.workshop() as workshop:
        report = stats_job(workshop)
    return Answer(documents.counted(report), figures.counted(report))
