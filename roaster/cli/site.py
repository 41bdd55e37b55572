"""Commands on a site as a whole: init, serve."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from roaster.cli.options import Options
from roaster.cli.running import Answer, RoasterCommand


@click.command(cls=RoasterCommand)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(_options: Options, folder: Path) -> Answer:
    """Make a new site in DIR: settings, folders, pages, GitHub workflow. Overwrites nothing."""
    from roaster.jobs.init import init_site

    report = init_site(folder)
    lines = [f"made {path}" for path in report.created]
    lines += [f"kept {path}, which was there" for path in report.kept]
    lines.append(f"next: read {folder / 'config.yaml'}, then `roaster -C {folder} run`")
    return Answer(asdict(report), "\n".join(lines))
