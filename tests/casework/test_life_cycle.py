"""The life of an order against a plain model: whatever people try in whatever order, the desk and the model agree."""

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from assistant.accounts.audit import verify_chain
from assistant.adapters.sql.migrate import migrate
from assistant.casework import Casework, build_casework
from assistant.domain.account import Account
from assistant.domain.moves import CALL_BACKS, replay
from assistant.domain.people import Actor, Role
from assistant.domain.workorder import CallBack, Stage, Verb
from assistant.errors import AssistantError
from assistant.ids import new_id
from assistant.settings import Settings
from assistant.workorders.desk import Doing
from tests.builders import a_catalogue
from tests.casework.conftest import START
from tests.casework.given import BAOHE, MovingClock, SpyNotifier, Staff, an_order, doing

# the model, written from docs/casework.md and not from the program's table
STRAIGHT = {
    (Stage.REPORTED, Verb.ACCEPT): Stage.ACCEPTED,
    (Stage.REPORTED, Verb.REFUSE): Stage.REFUSED,
    (Stage.REPORTED, Verb.ASK_FACTS): Stage.REPORTED,
    (Stage.ACCEPTED, Verb.DISPATCH): Stage.ASSIGNED,
    (Stage.ASSIGNED, Verb.SIGN): Stage.IN_HAND,
    (Stage.ASSIGNED, Verb.ASK_RETURN): Stage.RETURN_ASKED,
    (Stage.IN_HAND, Verb.ASK_RETURN): Stage.RETURN_ASKED,
    (Stage.RETURN_ASKED, Verb.GRANT_RETURN): Stage.ACCEPTED,
    (Stage.RETURN_ASKED, Verb.DENY_RETURN): Stage.ASSIGNED,
    (Stage.ASSIGNED, Verb.RE_ROUTE): Stage.ASSIGNED,
    (Stage.IN_HAND, Verb.RE_ROUTE): Stage.ASSIGNED,
    (Stage.ASSIGNED, Verb.CO_HANDLE): Stage.ASSIGNED,
    (Stage.IN_HAND, Verb.CO_HANDLE): Stage.IN_HAND,
    (Stage.IN_HAND, Verb.REPLY): Stage.REPLIED,
    (Stage.REPLIED, Verb.SEND_BACK): Stage.IN_HAND,
    (Stage.REPLIED, Verb.APPROVE): Stage.REVIEWED,
    (Stage.CALLED_BACK, Verb.CLOSE): Stage.CLOSED,
    (Stage.CALLED_BACK, Verb.REOPEN): Stage.IN_HAND,
    (Stage.CLOSED, Verb.REOPEN): Stage.IN_HAND,
}
OPEN = [s for s in Stage if s not in (Stage.CLOSED, Stage.REFUSED, Stage.MERGED)]
STRAIGHT |= {(stage, Verb.AMEND): stage for stage in (Stage.REPORTED, Stage.ACCEPTED, Stage.ASSIGNED, Stage.IN_HAND)}
STRAIGHT |= {(stage, verb): stage for stage in OPEN for verb in (Verb.NOTE, Verb.SUPERVISE)}
ASKABLE = [v for v in Verb if v not in (Verb.MERGE, Verb.RECKON)]


class Life(RuleBasedStateMachine):
    """Steps at random, some with an old version, some by the wrong person."""

    works: Casework

    @initialize()
    def begin(self) -> None:
        """A store of its own, people, and one order."""
        self.folder = tempfile.TemporaryDirectory()
        home = Path(self.folder.name)
        self.works = build_casework(Settings(home=home), a_catalogue, MovingClock(START), SpyNotifier())
        migrate(self.works.store.engine)
        people = {
            role: Actor(new_id(), f"{role.value}", role.value, role, org)
            for role, org in (
                (Role.AGENT, "340000"),
                (Role.COUNTY, BAOHE),
                (Role.CITY, "340100"),
                (Role.PROVINCE, "340000"),
                (Role.INSPECTOR, "340000"),
                (Role.SUPERVISOR, "340000"),
            )
        }
        with self.works.store.begin() as tx:
            for actor in people.values():
                tx.accounts.add(Account(actor, "unused", START))
        self.staff = Staff(*people.values())
        self.order = an_order(self.works, self.staff.agent)
        self.stage, self.version = Stage.REPORTED, 1
        self.asked, self.extensions, self.tries, self.redone = False, 0, 0, 0

    def expected(self, verb: Verb, made: CallBack | None) -> Stage | None:
        """Where the model says the step leads; None for a refusal."""
        if verb in (Verb.ASK_EXTENSION, Verb.GRANT_EXTENSION, Verb.DENY_EXTENSION):
            if self.stage is not Stage.IN_HAND or self.asked is (verb is Verb.ASK_EXTENSION):
                return None
            return None if verb is not Verb.DENY_EXTENSION and self.extensions >= 2 else self.stage
        if verb is Verb.CALL_BACK:
            if self.stage is not Stage.REVIEWED or made is None:
                return None
            if not made.reached:
                return Stage.CALLED_BACK if self.tries + 1 >= CALL_BACKS else Stage.REVIEWED
            happy = made.solved is not False and (made.result_grade or 3) >= 3 and (made.manner_grade or 3) >= 3
            return Stage.CALLED_BACK if happy or self.redone else Stage.IN_HAND
        return STRAIGHT.get((self.stage, verb))

    @rule(
        verb=st.sampled_from(ASKABLE),
        reached=st.booleans(),
        solved=st.sampled_from([True, False, None]),
        grade=st.sampled_from([None, 1, 3, 5]),
    )
    def step(self, verb: Verb, reached: bool, solved: bool | None, grade: int | None) -> None:
        """Somebody entitled tries a step; the model knows what comes of it."""
        made = CallBack(reached, solved, grade, grade) if verb is Verb.CALL_BACK else None
        asked = Doing(verb, call_back=made) if made else doing(verb)
        target = self.expected(verb, made)
        try:
            after = self.works.desk.step(self.staff.for_verb(verb), self.order.id, self.version, asked)
        except AssistantError:
            assert target is None, f"{verb} was refused in {self.stage}"
            return
        assert target is not None, f"{verb} was let through in {self.stage}"
        assert (after.stage, after.version) == (target, self.version + 1)
        self._learn(verb, target, made)

    def _learn(self, verb: Verb, target: Stage, made: CallBack | None) -> None:
        if verb in (Verb.DISPATCH, Verb.RE_ROUTE, Verb.GRANT_EXTENSION, Verb.DENY_EXTENSION):
            self.asked = False
        if verb is Verb.ASK_EXTENSION:
            self.asked = True
        if verb is Verb.GRANT_EXTENSION:
            self.extensions += 1
        if made is not None:
            self.tries += 1
        if (made is not None and target is Stage.IN_HAND) or verb is Verb.REOPEN:
            self.redone, self.tries = self.redone + 1, 0
        self.stage, self.version = target, self.version + 1

    @rule(verb=st.sampled_from(ASKABLE), behind=st.integers(1, 3))
    def step_on_an_old_version(self, verb: Verb, behind: int) -> None:
        """Whoever saw an older order is told."""
        try:
            self.works.desk.step(self.staff.for_verb(verb), self.order.id, self.version - behind, doing(verb))
        except AssistantError:
            return
        raise AssertionError("a lost update")

    @invariant()
    def history_gives_the_row_and_the_chain_is_whole(self) -> None:
        """One event a version, steps that replay to the row, an unbroken chain."""
        if not hasattr(self, "order"):
            return
        stored = self.works.desk.get(self.staff.province, self.order.id)
        assert (stored.stage, stored.version) == (self.stage, self.version)
        with self.works.store.read() as tx:
            assert replay(tx.orders.as_opened(stored.id), stored.steps) == stored
            assert len(tx.events.of("order", stored.id)) == self.version
            assert verify_chain(self.works.audit_key, tx.events.walk(), tx.events.head()).whole

    def teardown(self) -> None:
        """Close the store."""
        if hasattr(self, "works"):
            self.works.store.close()
            self.folder.cleanup()


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=int(os.environ.get("HOTLINE_LIVES", "25")),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
