"""Making a site, and showing it: init, serve."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from roaster.cli.options import Folder, Options
from roaster.cli.running import Answer, RoasterCommand


@click.command(cls=RoasterCommand)
@click.argument("folder", metavar="DIR", type=Folder(path_type=Path))
def init(_options: Options, folder: Path) -> Answer:
    """Make a new site in DIR: settings, folders, pages, GitHub workflow. Overwrites nothing."""
    from roaster.jobs.init import init_site

    report = init_site(folder)
    lines = [f"made {path}" for path in report.created]
    lines += [f"kept {path}, which was there" for path in report.kept]
    lines.append(f"next: read {folder / 'config.yaml'}, then `roaster -C {folder} run`")
    return Answer(asdict(report), "\n".join(lines))


@click.command(cls=RoasterCommand)
@click.option("--port", default=8000, show_default=True, help="0 takes a free one.")
@click.option("--drafts", is_flag=True, help="Show drafts too, marked as such.")
def serve(options: Options, port: int, drafts: bool) -> Answer:
    """Build, serve on loopback, build again on each change, reload the browser."""
    from roaster.jobs.preview_site import preview_site

    root, _ = options.root(), options.clock()  # what is wrong with them is no page's to show
    preview_site(root, options.workshop, port=port, drafts=drafts, reporter=options.reporter())
    return Answer({})
