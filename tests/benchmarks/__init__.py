"""Speed and memory of the whole way, measured from outside on the command itself."""
