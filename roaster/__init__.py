"""roaster: a static-site generator for a news-roast blog."""
