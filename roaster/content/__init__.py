"""Roast files: read, composed, edited byte by byte."""
