"""`secaudit <command>`, and `python -m secaudit <command>`."""

from secaudit.commands import main

if __name__ == "__main__":
    main(prog_name="secaudit")
