"""Charts: each draws what a model returned and returns the figure."""
