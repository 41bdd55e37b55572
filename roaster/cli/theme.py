"""The group `roaster theme`: show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from roaster.cli.options import NAMES, Options, common_options, merged
from roaster.cli.running import Answer, RoasterCommand

if TYPE_CHECKING:
    from roaster.site.described import DescribedTheme


@click.group(name="theme", params=common_options())
@click.pass_context
def theme(ctx: click.Context, /, **values: Any) -> None:
    """What a theme of your own can change."""
    base = ctx.obj if isinstance(ctx.obj, Options) else Options()
    ctx.obj = merged(base, ctx, {name: values[name] for name in NAMES})


@theme.command(cls=RoasterCommand)
@click.argument("name", default="")
def show(options: Options, name: str) -> Answer:
    """List templates, blocks, variables with their types, texts and settings of a theme."""
    from roaster.jobs.theme import show_theme

    with options.workshop() as workshop:
        found = show_theme(workshop, name)
    return Answer(asdict(found), "\n".join(_in_words(found)))


def _in_words(theme: DescribedTheme) -> Iterator[str]:
    yield f"theme {theme.name}: {' over '.join(theme.layers)}"
    yield "\nsettings (site.theme_settings)"
    for setting in theme.settings:
        about = f"  {setting['about']}" if setting["about"] else ""
        yield f"  {setting['name']}: {setting['type']} = {setting['value']}{about}"
    yield "\ntemplates"
    for template in theme.templates:
        over = f", extends {template.extends}" if template.extends else ""
        yield f"  {template.name} ({template.theme}{over})"
        if template.blocks:
            places = (f"{block}:{line}" for block, line in template.blocks.items())
            yield f"    blocks: {', '.join(places)}"
        if template.given:
            yield f"    given: {', '.join(f'{n}: {kind}' for n, kind in template.given.items())}"
        for path, kind in template.variables.items():
            yield f"      {path}{f': {kind}' if kind else ''}"
        if template.texts:
            yield f"    texts: {', '.join(template.texts)}"
    yield "\nviews"
    for view, parts in theme.views.items():
        yield f"  {view}"
        yield from (f"    {field}: {kind}" for field, kind in parts.items())
