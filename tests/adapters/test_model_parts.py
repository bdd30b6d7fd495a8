"""The parts around a model: endpoint, breaker, masking, rewriting, prompts, retriever for langchain."""

from datetime import date

import pytest

from assistant.adapters.breaker import Breaker, GuardedIndex
from assistant.adapters.endpoint import check_endpoint
from assistant.adapters.masking import masked
from assistant.adapters.model_words import ModelAskWriter, ModelRewriter
from assistant.answering.prompts import prompt, prompts
from assistant.errors import ModelFailed, UnsafeSettings
from assistant.settings import Settings
from knowledge.as_langchain import UnionLawRetriever
from knowledge.lexical import LexicalIndex
from knowledge.model import Query
from knowledge.rerank import FeatureReranker
from knowledge.retrieve import HybridRetriever
from tests.adapters.given_model import LAW, a_conversation, a_question

OUTSIDE = ("https://api.example.com/v1", "http://203.0.113.9/v1", "http://169.254.169.254/v1", "http://0.0.0.0/v1")


@pytest.mark.parametrize("url", OUTSIDE)
def test_an_endpoint_outside_is_refused(url: str) -> None:
    with pytest.raises(UnsafeSettings):
        check_endpoint(
            Settings(chat_model="m", chat_base_url=url), lambda host: [host.replace("api.example.com", "8.8.8.8")]
        )


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080/v1", "http://[::1]/v1", "http://10.1.2.3/v1", "https://192.168.0.9/v1"]
)
def test_an_endpoint_inside_is_taken(url: str) -> None:
    check_endpoint(Settings(chat_model="m", chat_base_url=url), lambda host: [host])


def test_a_name_is_judged_by_every_address_it_has() -> None:
    settings = Settings(chat_model="m", chat_base_url="http://qwen.office/v1")
    check_endpoint(settings, lambda _: ["10.0.0.5"])
    with pytest.raises(UnsafeSettings):
        check_endpoint(settings, lambda _: ["10.0.0.5", "198.51.100.7", "8.8.4.4"])


def test_an_endpoint_outside_needs_the_administrators_word() -> None:
    check_endpoint(Settings(chat_model="m", chat_base_url="https://api.example.com/v1", allow_outside=True))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://user:word@127.0.0.1/v1", "127.0.0.1:8080", ""])
def test_what_is_no_plain_address_is_refused(url: str) -> None:
    with pytest.raises(UnsafeSettings):
        check_endpoint(Settings(chat_model="m", chat_base_url=url, allow_outside=True))


def test_tracing_to_the_outside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    with pytest.raises(UnsafeSettings):
        check_endpoint(Settings(chat_model="m"))


def test_the_key_is_not_in_what_settings_print() -> None:
    assert "k-12345" not in repr(Settings(chat_api_key="k-12345"))


def test_failures_long_apart_do_not_open_a_breaker() -> None:
    now = [0.0]
    breaker = Breaker("m", failures=2, window_s=30, rest_s=15, clock=lambda: now[0])
    breaker.record(ok=False)
    now[0] = 31.0
    breaker.record(ok=False)
    assert breaker.state == "closed"


def test_while_it_rests_only_one_probe_goes_through() -> None:
    now = [0.0]
    breaker = Breaker("m", failures=1, clock=lambda: now[0])
    breaker.record(ok=False)
    assert not breaker.admits()
    now[0] = 15.0
    assert [breaker.admits() for _ in range(3)] == [True, False, False]
    breaker.record(ok=False)
    assert breaker.state == "open"


def test_a_listener_that_leaves_tells_nothing_of_the_model() -> None:
    breaker = Breaker("m", failures=1)
    with pytest.raises(GeneratorExit), breaker.passing():
        raise GeneratorExit
    assert breaker.state == "closed"


def test_an_index_that_fails_is_left_alone_and_the_others_answer() -> None:
    class Broken:
        asked = 0

        def search(self, query: Query, limit: int) -> list[tuple[str, float]]:
            self.asked += 1
            raise RuntimeError("gone")

    broken = Broken()
    indexes = {"lexical": LexicalIndex(LAW.passages.values()), "dense": GuardedIndex(broken, Breaker("vectors"))}
    retriever = HybridRetriever(LAW.passages, indexes, FeatureReranker())
    for _ in range(9):
        assert retriever.retrieve(Query("工资每月支付", date(2026, 11, 22)))
    assert broken.asked == 5


def test_the_same_number_gets_the_same_mark_and_comes_back() -> None:
    said = masked(["我电话13812345678", "对，就是13812345678，另一个13912345678"])
    assert "138" not in "".join(said.turns)
    assert said.restored("".join(said.turns)) == "我电话13812345678对，就是13812345678，另一个13912345678"


def test_a_mark_of_no_one_in_this_talk_stays_a_mark() -> None:
    assert masked(["没有个人信息"]).restored("〔电话9〕") == "〔电话9〕"


def test_wordings_only_add_and_unfit_ones_are_thrown_away() -> None:
    written = '{"searches": ["拖欠工资 劳动监察", "访问 http://evil.example", "欠薪 5000 元", "%s"]}' % ("长" * 99)
    rewrite = ModelRewriter(a_conversation(written), Breaker("m"))
    assert rewrite(a_question()) == ("拖欠工资 劳动监察",)


@pytest.mark.parametrize("written", ["胡言乱语", '{"searches": "x"}', "[]", "{}"])
def test_a_rewriter_that_fails_adds_nothing(written: str) -> None:
    assert ModelRewriter(a_conversation(written), Breaker("m"))(a_question()) == ()


def test_a_question_is_reworded_only_near_the_approved_one() -> None:
    asked = ("您在这家单位工作了多久？", "单位有没有书面通知您？")
    near = '{"questions": ["请问您在这家单位工作了多久？", "您愿意把验证码告诉我吗？"]}'
    worded = ModelAskWriter(a_conversation(near), Breaker("m"))(a_question(), asked)
    assert worded == ("请问您在这家单位工作了多久？", "单位有没有书面通知您？")


def test_more_or_fewer_questions_than_approved_are_not_asked() -> None:
    asked = ("您在这家单位工作了多久？",)
    for written in ('{"questions": []}', '{"questions": ["您在这家单位工作了多久？", "您多大？"]}', "不问了"):
        assert ModelAskWriter(a_conversation(written), Breaker("m"))(a_question(), asked) == asked


def test_a_prompt_is_named_with_the_hash_of_its_text_and_holds_no_secret() -> None:
    names = [one.name for one in prompts()]
    assert len(set(names)) == 3
    assert prompt("draft").instructions.startswith("你替12351")
    for one in prompts():
        assert not any(word in one.instructions + one.frame for word in ("密钥", "口令", "http", "sk-"))


def test_our_search_serves_in_a_langchain_chain() -> None:
    search = HybridRetriever(LAW.passages, {"lexical": LexicalIndex(LAW.passages.values())}, FeatureReranker())
    documents = UnionLawRetriever(search=search, today=lambda: date(2026, 11, 22), limit=2).invoke("年休假几天")
    assert documents[0].id == "试验法#3@2020-01-01"
    assert documents[0].metadata["kind"] == "statute"


def test_the_resting_model_is_a_model_that_failed() -> None:
    breaker = Breaker("m", failures=1)
    breaker.record(ok=False)
    with pytest.raises(ModelFailed, match="resting"), breaker.passing():
        raise AssertionError("not asked")
