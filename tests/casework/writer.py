"""Opens and moves orders without end, and prints each one's id and version after its commit: killed by `test_kill`."""

import json
import sys
from pathlib import Path

from assistant.casework import build_casework
from assistant.domain.people import SYSTEM, Actor, Role
from assistant.settings import Settings
from tests.builders import a_catalogue
from tests.casework.given import TO_CLOSED, Staff, an_order, doing

BAOHE = "340111"


def main() -> None:
    """Write until killed."""
    works = build_casework(Settings(home=Path(sys.argv[1]), database=sys.argv[2]), a_catalogue)
    agent, province = (Actor(SYSTEM.id, "s", "s", role, "340000") for role in (Role.AGENT, Role.PROVINCE))
    county = Actor(SYSTEM.id, "s", "s", Role.COUNTY, BAOHE)
    inspector, supervisor = (Actor(SYSTEM.id, "s", "s", role, "340000") for role in (Role.INSPECTOR, Role.SUPERVISOR))
    staff = Staff(agent, county, province, province, inspector, supervisor)
    while True:
        order = an_order(works, agent)
        _told(order.id, order.version)
        for verb in TO_CLOSED:
            order = works.desk.step(staff.for_verb(verb), order.id, order.version, doing(verb))
            _told(order.id, order.version)


def _told(order_id: str, version: int) -> None:
    sys.stdout.write(json.dumps({"order": order_id, "version": version}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
