"""awesome-lint: a linter and formatter for curated lists."""

__version__ = "0.1.0"
