"""Settings: read once from the environment, by subject, and handed on as frozen values."""
