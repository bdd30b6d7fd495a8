"""Whatever a model server does, the caller gets a composed answer in time, and the record says why."""

import time
from dataclasses import replace

import pytest

from assistant.adapters.breaker import Breaker
from assistant.answering.limits import load_patience
from assistant.errors import ModelFailed
from tests.adapters.given_model import (
    EVIDENCE,
    IMPATIENT,
    a_claim,
    a_conversation,
    a_ladder,
    a_question,
    a_writer,
    an_answer,
    drafted,
    over,
)
from tests.adapters.model_server import (
    Behaviour,
    drips,
    events,
    fails,
    hangs,
    recorded,
    redirects,
    serving,
    stops_midway,
    streams,
)

GOOD = events(an_answer())
FAILURES: dict[str, tuple[Behaviour, str]] = {
    "hangs": (hangs(), "slow"),
    "drips": (drips(GOOD), "slow"),
    "stops midway": (stops_midway(GOOD), "slow"),
    "broken": (fails(500), "down"),
    "overloaded": (fails(503), "down"),
    "refuses the key": (fails(401), "down"),
    "no stream": (streams(b"<html>502</html>"), "down"),
    "garbage": (streams(b"data: {{{{\n\ndata: [DONE]\n\n"), "rubbish"),
    "prose": (streams(events("您好，很高兴为您服务。")), "rubbish"),
    "wrong form": (streams(events('{"answer": "可以"}')), "rubbish"),
    "wrong types": (streams(events('{"claims": [{"section": 1, "text": []}]}')), "rubbish"),
    "sees no basis": (streams(events('{"claims": []}')), "refused"),
    "endless": (streams(events("好" * 30_000)), "rubbish"),
    "elsewhere": (redirects("http://127.0.0.1:9/v1/chat/completions"), "down"),
}


@pytest.mark.parametrize("name", list(FAILURES))
def test_a_failing_server_steps_down_to_the_composed_answer_in_time(name: str) -> None:
    behaviour, why = FAILURES[name]
    with serving(behaviour) as server:
        ladder = a_ladder(over(server.url))
        begun = time.monotonic()
        draft = drafted(ladder)
        assert time.monotonic() - begun < 3.0
    assert draft.drafter == "extractive"
    assert draft.instead_of == why


def test_a_refused_connection_steps_down_at_once() -> None:
    draft = drafted(a_ladder(over("http://127.0.0.1:9/v1")))
    assert (draft.drafter, draft.instead_of) == ("extractive", "down")


def test_a_good_stream_is_a_models_draft_with_tokens_and_cost() -> None:
    with serving(streams(GOOD)) as server:
        talk = over(server.url)
        draft = drafted(a_ladder(talk))
    assert draft.drafter == "local"
    assert draft.instead_of == ""
    assert (draft.usage.input_tokens, draft.usage.output_tokens) == (1000, 100)
    assert talk.spent.calls == 1


def test_one_broken_answer_is_tried_again_inside_the_deadline() -> None:
    with serving(fails(503), streams(GOOD)) as server:
        draft = drafted(a_ladder(over(server.url, replace(IMPATIENT, first_token_s=4.0, total_s=6.0))))
    assert draft.drafter == "local"
    assert len(server.asked) == 2


def test_recorded_exchanges_of_a_real_server_are_read() -> None:
    with serving(streams(recorded("draft.sse"))) as server:
        draft = a_writer(over(server.url, load_patience())).draft(a_question(), EVIDENCE, ())
    assert draft.claims
    assert draft.usage is not None
    assert draft.usage.output_tokens > 0


def test_a_real_small_models_answer_is_held_against_the_texts_like_any_other() -> None:
    with serving(streams(recorded("draft.sse"))) as server:
        draft = drafted(a_ladder(over(server.url, load_patience())))
    assert (draft.drafter, draft.instead_of) == ("extractive", "unsupported")


def test_an_answer_that_breaks_off_is_not_mended() -> None:
    with serving(streams(recorded("cut-off.sse"))) as server:
        draft = drafted(a_ladder(over(server.url, load_patience())))
    assert (draft.drafter, draft.instead_of) == ("extractive", "rubbish")


def test_the_endpoint_gets_the_key_of_the_settings_no_tools_and_masked_turns() -> None:
    with serving(streams(GOOD)) as server:
        a_writer(over(server.url, chat_api_key="key-of-the-office")).draft(
            a_question("我叫王建国，电话13812345678，老板三个月没发工资。"), EVIDENCE, ()
        )
    asked = server.asked[0]
    assert asked["authorization"] == "Bearer key-of-the-office"
    assert "tools" not in asked
    assert "13812345678" not in str(asked["messages"])
    assert "王建国" not in str(asked["messages"])
    assert "key-of-the-office" not in str(asked["messages"])


def test_masked_words_come_back_into_what_the_model_wrote() -> None:
    said = a_claim("〔电话1〕的来电人，用人单位应当每月以货币形式支付工资。")
    draft = a_writer(a_conversation(an_answer(said))).draft(a_question("我电话13812345678，没发工资"), EVIDENCE, ())
    assert draft.claims[0].text.startswith("13812345678的来电人")


def test_five_failures_open_the_breaker_and_the_model_is_left_alone() -> None:
    with serving(fails(500)) as server:
        ladder = a_ladder(over(server.url, replace(IMPATIENT, attempts=1)))
        reasons = [drafted(ladder).instead_of for _ in range(8)]
    assert reasons == ["down"] * 5 + ["resting"] * 3
    assert len(server.asked) == 5
    assert ladder.counts == {"down": 5, "resting": 3}


def test_after_a_rest_one_probe_closes_the_breaker_again() -> None:
    now = [0.0]
    resting = Breaker("model", clock=lambda: now[0])
    with serving(*[fails(500)] * 5, streams(GOOD)) as server:
        ladder = a_ladder(over(server.url, replace(IMPATIENT, attempts=1)), resting=resting)
        for _ in range(5):
            drafted(ladder)
        now[0] = 15.0
        assert drafted(ladder).drafter == "local"
    assert resting.state == "closed"


def test_false_claims_do_not_open_the_breaker() -> None:
    ladder = a_ladder(a_conversation(an_answer(a_claim("用人单位可以克扣工资。"))))
    assert [drafted(ladder).instead_of for _ in range(7)] == ["unsupported"] * 7
    assert ladder.breaker.state == "closed"


def test_a_failed_claim_is_asked_for_once_more() -> None:
    talk = a_conversation(an_answer(a_claim("用人单位可以克扣工资。")), an_answer())
    assert drafted(a_ladder(talk)).drafter == "fake-model"
    assert talk.spent.calls == 2


def test_a_writer_raises_nothing_but_model_failed() -> None:
    with serving(fails(418)) as server, pytest.raises(ModelFailed):
        a_writer(over(server.url)).draft(a_question(), EVIDENCE, ())
