"""The catalogue on disk: imports, tags, and what editors decided; one file that knows no flow."""
