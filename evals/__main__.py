"""python -m evals"""

import sys

from assistant.errors import AssistantError
from evals.commands import main_app


def main() -> None:
    """Run a command; an error is one sentence and exit status 2."""
    try:
        main_app()()
    except AssistantError as error:
        print(f"错误：{error}", file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
