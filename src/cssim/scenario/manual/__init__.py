"""The manual of the language, read off the schema: fields explained, JSON Schema, the reference page."""
