"""What the make targets run: ``python -m tools.NAME`` from the root of the repository."""
