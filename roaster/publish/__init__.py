"""The built site put on a branch of a git remote (GitHub Pages), over plain git.

Takes the folder of the built site and where it goes, gives a `PublishReport`. Builds on what the
remote has, in a losable bare repository of its own: the site's work tree, index and branches are
never touched, and no other commit is ever dropped. Fails with PublishError in git's own words,
without credentials, and the remedy. `trees`, `stream` and `reasons` are pure.
"""

from roaster.publish.pages import PublishReport, check_place, publish_site

__all__ = ["PublishReport", "check_place", "publish_site"]
