"""`python -m roaster`."""

from roaster.cli import main

if __name__ == "__main__":
    main()
