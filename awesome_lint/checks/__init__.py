"""The rules: one a file, one group a folder."""
