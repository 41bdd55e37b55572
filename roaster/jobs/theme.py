"""`roaster theme show`: what the site's theme offers those who change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roaster.config.load import CONFIG_NAME
from roaster.jobs.workshop import Workshop

if TYPE_CHECKING:
    from roaster.site.described import DescribedTheme


def show_theme(workshop: Workshop, name: str = "") -> DescribedTheme:
    """The theme `name`, or the site's own with its settings. Raises ThemeError."""
    from roaster.site.catalogue import words_of
    from roaster.site.described import described
    from roaster.site.theme import load_theme, theme_folders

    settings, root = workshop.config.site, workshop.root
    own = name in ("", settings.theme)
    values = settings.theme_settings if own else {}
    theme = load_theme(name or settings.theme, theme_folders(root), values, root / CONFIG_NAME)
    return described(theme, words_of(theme.words, settings.language).keys())
