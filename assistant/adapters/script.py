"""Traditional to simplified script by OpenCC."""

from collections.abc import Callable


def simplifier() -> Callable[[str], str]:
    """Character for character where it can be, so that places in the text stay."""
    import opencc

    converter = opencc.OpenCC("t2s")
    return lambda text: str(converter.convert(text))
