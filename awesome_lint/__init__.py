"""awesome-lint: a linter and formatter for curated lists."""

__version__ = "0.1.0"

PROJECT_URL = "https://github.com/awesome-lint/awesome-lint"
