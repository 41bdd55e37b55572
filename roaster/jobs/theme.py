"""The site's theme: what it offers those who change it (`roaster theme show`), and its faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roaster.config.load import CONFIG_NAME
from roaster.jobs.workshop import Workshop

if TYPE_CHECKING:
    from roaster.site.described import DescribedTheme
    from roaster.site.theme import Theme


def show_theme(workshop: Workshop, name: str = "") -> DescribedTheme:
    """The theme `name`, or the site's own with its settings. Raises ThemeError."""
    from roaster.site.catalogue import words_of
    from roaster.site.described import described

    theme = _theme(workshop, name)
    return described(theme, words_of(theme.words, workshop.config.site.language).keys())


def look_over(workshop: Workshop) -> None:
    """Raises ThemeError where it is plain already that no page could be made with the theme."""
    from roaster.site.catalogue import words_of
    from roaster.site.soundness import check_templates

    theme = _theme(workshop)
    words_of(theme.words, workshop.config.site.language)
    check_templates(theme)


def _theme(workshop: Workshop, name: str = "") -> Theme:
    from roaster.site.theme import load_theme, theme_folders

    settings, root = workshop.config.site, workshop.root
    values = settings.theme_settings if name in ("", settings.theme) else {}
    return load_theme(name or settings.theme, theme_folders(root), values, root / CONFIG_NAME)
