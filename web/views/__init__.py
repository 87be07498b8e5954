"""The site's views: each reads the question, asks a query or calls a service, and shows."""
