"""Each code on a call that has it and on one that only looks like it."""

import pytest

from tests.inspection.calls import OPENING, call, codes

ASK = "C 你好，我想问一下年休假怎么算。"
ANSWER = "A 年休假按累计工作年限算，您可以先问单位人事，也可以打12333。"


def test_a_proper_call_has_no_findings() -> None:
    assert codes(call(ASK, ANSWER, "C 好的，谢谢。")) == set()


def test_opening_and_closing_are_missed_where_they_are_missing() -> None:
    found = codes(call("A 喂，什么事？", ASK, ANSWER, "C 好的。", "A 那挂了。", framed=False))
    assert {"no_greeting", "no_agent_id", "no_closing", "no_satisfaction_invite"} <= found


def test_a_caller_who_hangs_up_excuses_the_closing() -> None:
    found = codes(call(OPENING, ASK, ANSWER, "C 老板来了，我先挂了。", framed=False))
    assert not {"no_closing", "no_satisfaction_invite"} & found


@pytest.mark.parametrize(("gap", "found"), [("+20", False), ("+20.2", True)])
def test_silence_counts_from_over_twenty_seconds(gap: str, found: bool) -> None:
    assert ("dead_air" in codes(call(ASK, f"{gap} {ANSWER}", "C 好。"))) is found


def test_announced_silence_is_none() -> None:
    made = call(ASK, "A 我查一下，请您稍等半分钟。", "C 好。", f"+30 {ANSWER}", "C 好。")
    assert "dead_air" not in codes(made)


def test_music_without_notice_is_found_and_with_notice_is_not() -> None:
    assert "no_hold_notice" in codes(call(ASK, "A [等待音乐]", ANSWER, "C 好。"))
    assert "no_hold_notice" not in codes(call(ASK, "A 请您稍等，会有一段音乐。", "A [等待音乐]", ANSWER, "C 好。"))


def test_cutting_off_is_found_and_listening_words_are_not() -> None:
    story = "C 我们老板从去年开始就一直拖着不发钱，后来我去找他，他说"
    assert "interrupts_caller" in codes(call(story, "-1.5 A 您直接说欠了多少钱。", "C 两万。", ANSWER))
    assert "interrupts_caller" not in codes(call(story, "-1.5 A 嗯，您接着说。", "C 让我等。", ANSWER))


def test_only_the_agent_can_be_rude() -> None:
    assert "rude_or_blaming" in codes(call(ASK, "A 连这个都不知道，还出来打工。", "C 唉。", ANSWER))
    assert "rude_or_blaming" not in codes(call("C 你们都是废物，我想问年休假。", ANSWER, "C 行。"))


def test_a_limit_with_a_route_is_no_buck_passing() -> None:
    assert "prohibited_phrase" in codes(call(ASK, "A 我也没办法，您自己看着办。", "C 唉。"))
    told = "A 我没办法马上给您确定答复，我帮您转律师。"
    assert "prohibited_phrase" not in codes(call(ASK, told, "C 好。"))


def test_promises_of_an_outcome_are_found_and_service_times_are_not() -> None:
    assert "over_promise" in codes(call(ASK, "A 您放心，月底之前肯定能拿到钱。", "C 好。"))
    assert "over_promise" not in codes(call(ASK, "A 两个工作日内一定联系您，结果我不敢保证。", "C 好。"))


def test_work_order_without_facts_or_reading_back() -> None:
    made = call(
        "C 老板欠我工资，你们帮我要。",
        "A 您贵姓，电话多少？",
        "C 我姓缑，19900020001。",
        "A 工单已经给您生成了。",
        "C 好。",
    )
    assert {"missing_key_facts", "no_repeat_back"} <= codes(made)


def test_a_complete_work_order_has_no_findings() -> None:
    made = call(
        "C 我在松原市的云帆针织厂干活，三月份的工资五千块没给，请工会帮我要。",
        "A 好，我给您派单，您怎么称呼，电话多少？",
        "C 缑立春，19900020002。",
        "A 核对一下，缑立春，松原市云帆针织厂，三月份工资五千块，对吗？",
        "C 对。",
        "A 两个工作日内有人联系您。",
    )
    assert codes(made) == set()


def test_help_asked_for_and_no_order_made() -> None:
    made = call(
        "C 押金三千不退，我想请工会出面。", "A 您自己先去要，要的时候录音。", "C 要过五回了。", "A 那去劳动监察。"
    )
    assert "failed_to_dispatch" in codes(made)
    assert "failed_to_dispatch" not in codes(call(ASK, ANSWER, "C 好。"))


def test_refusal_of_our_matter_is_found_and_of_a_foreign_one_is_not() -> None:
    assert "refused_improperly" in codes(call("C 我送外卖的，想入会。", "A 没有合同不能入会，我们办不了。", "C 唉。"))
    assert "refused_improperly" not in codes(call("C 小区停水两天了。", "A 停水不归我们管，您打12345。", "C 好。"))


def test_disclosure_needs_a_check_first() -> None:
    ask = "C 我上周反映的事有没有进展？"
    told = "A 查到了，您的工单已经转到区总工会了。"
    assert "no_identity_check_before_disclosure" in codes(call(ask, told, "C 好。"))
    checked = call(ask, "A 请报一下工单号和预留的手机。", "C 尾号2031，19900020003。", told, "C 好。")
    assert "no_identity_check_before_disclosure" not in codes(checked)


def test_the_complainant_is_not_named_to_the_employer() -> None:
    ask = "C 我是磐石建材公司的老板，谁投诉的我们？"
    assert "privacy_leak" in codes(call(ask, "A 是你们厂开叉车的籍大海反映的。", "C 好啊。"))
    assert "privacy_leak" not in codes(call(ask, "A 投诉人的信息要保密，我不能提供。", "C 哼。"))


def test_a_crisis_needs_a_question_and_a_step() -> None:
    sign = "C 我真的不想活了，农药都买好了。"
    assert "crisis_mishandled" in codes(
        call(sign, "A 您别拿这个吓唬人。", "C 没人管我。", "A 先这样，挂了。", framed=False)
    )
    kind = "A 您现在在哪里，身边有人吗？您别挂，我让同事联系110和值班长。"
    assert "crisis_mishandled" not in codes(call(sign, kind, "C 我在家。", "A 我陪着您，民警马上到。"))


def test_a_figure_of_speech_that_was_checked_is_no_crisis() -> None:
    made = call("C 气得我想从楼上跳下去！", "A 您是一时气话，还是真的有这个念头？", "C 气话，我在家呢。", ANSWER)
    assert not made.duties.must_escalate


@pytest.mark.parametrize(
    "said",
    ["我们十八个人的工资都没发，明天去堵门。", "厂里招了个十四岁的孩子干活。", "昨天宿舍煤气，四个工友中毒送医院了。"],
)
def test_what_must_go_higher(said: str) -> None:
    assert "failed_to_escalate" in codes(call(f"C {said}", "A 好，我登记一下，七个工作日内处理。", "C 行吧。"))
    assert "failed_to_escalate" not in codes(call(f"C {said}", "A 我现在就报值班长处理。", "C 好。"))


def test_seven_people_and_a_seventeen_year_old_are_ordinary() -> None:
    assert not call("C 我们七个人的工资没发。", ANSWER).duties.must_escalate
    assert not call("C 我儿子十七岁在厂里打暑假工。", ANSWER).duties.must_escalate


def test_terms_are_explained_or_found() -> None:
    terms = "A 这涉及请求权基础和主体适格，还有举证责任分配。"
    assert "jargon_unexplained" in codes(call(ASK, terms, "C 什么意思，我听不懂。", "A 就是主体适格的问题。", "C 唉。"))
    assert "jargon_unexplained" not in codes(call(ASK, "A 未成年工，就是满十六不满十八岁的。", "C 哦。", ANSWER))


def test_a_suggestion_that_does_not_fit_is_set_aside() -> None:
    read = "A 系统提示说，违反竞业限制要付违约金。"
    assert "ai_suggestion_followed_blindly" in codes(
        call(ASK, read, "C 我没签竞业啊。", "A 系统给的就是这条。", "C 唉。")
    )
    aside = "A 系统弹了条讲竞业的，跟您问的不是一回事，我不念了。"
    assert "ai_suggestion_followed_blindly" not in codes(call(ASK, aside, "C 好。", ANSWER))


def test_styles_read_alike() -> None:
    spoken = call("C 我们十八个人工资没发。", "A 登记一下。", "C 好。")
    bare = call("C 我们18个人工资没发", "A 登记一下", "C 好")
    assert spoken.duties.must_escalate
    assert bare.duties.must_escalate
