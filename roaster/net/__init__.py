"""The one way to the net."""
