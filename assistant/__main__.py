"""python -m assistant: the same as the console script `hotline`."""

from assistant.cli import main

if __name__ == "__main__":
    main()
