"""Where people call Skrynia: the command ``skrynia``, one file a group of commands."""
