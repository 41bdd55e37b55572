"""`roaster publish`: what is in `public/`, put where `publish:` says."""

from __future__ import annotations

from roaster.errors import UsageError
from roaster.jobs.workshop import Workshop
from roaster.publish import PublishReport, check_place, publish_site
from roaster.site.addresses import DRAFTS_MARK


def look_ahead(workshop: Workshop) -> None:
    """Raises PublishError where it is plain already that `publish` would not know where to."""
    settings = workshop.config.publish
    if settings.to != "none":
        check_place(settings.remote, settings.branch, workshop.root, workshop.environ)


def publish(workshop: Workshop, *, dry_run: bool = False) -> PublishReport:
    """Put the built site on its branch. Raises UsageError when nothing says where, PublishError."""
    settings = workshop.config.publish
    if (workshop.public_dir / DRAFTS_MARK).exists():
        raise UsageError(
            "public/ was built with drafts, which are not to be published",
            where=str(workshop.public_dir),
            remedy="build it without them: roaster build",
        )
    if settings.to == "none":
        raise UsageError(
            "`publish.to` is none: the site stays in public/",
            where="config.yaml",
            remedy="set `publish: {to: github-pages, remote: origin}`",
        )
    return publish_site(
        workshop.public_dir,
        remote=settings.remote,
        branch=settings.branch,
        cname=settings.cname,
        site_root=workshop.root,
        message=f"Publish {workshop.config.site.title}",
        now=workshop.now(),
        environ=workshop.environ,
        dry_run=dry_run,
    )
