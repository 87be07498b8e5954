"""Who walks when: Prefect flows that call the steps, and the one door to the catalogue."""
