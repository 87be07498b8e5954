"""Grading a colour and resolution target: what a device makes of a chart whose truth is known."""
