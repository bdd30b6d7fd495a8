"""Fixtures every test may use: the real corpus once a session, a small hand-made law for everything else."""

from datetime import date

import pytest
from hypothesis import settings

from knowledge.catalogue import Catalogue, load_catalogue

TODAY = date(2026, 11, 22)

# The same examples everywhere, however busy the machine: a red suite means a change, not a throw of dice. The fuzz commands
# (`python -m tests.knowledge.importing.fuzz`) search on with new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def corpus() -> Catalogue:
    """The catalogue of the installed package and the corpus, as the program loads it."""
    return load_catalogue()


@pytest.fixture
def today() -> date:
    """The day the tests live on."""
    return TODAY
