"""The honest judge of ``qa/``: faults seeded by ``samples`` looked for, clean pages left alone."""
