"""Text without context: addresses, slugs, dates, sentences, cleaning, digests. All pure."""
