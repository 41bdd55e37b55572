"""Feeds, parsed and polled."""
