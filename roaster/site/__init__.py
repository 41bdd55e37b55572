"""From roasts to the built site."""
