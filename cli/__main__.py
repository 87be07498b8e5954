"""``python -m cli`` is the command ``skrynia``."""

from cli.main import main

if __name__ == "__main__":
    main()
