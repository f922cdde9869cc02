"""The same flow for programs: JSON in, JSON out, described by itself at /api/openapi.json."""
