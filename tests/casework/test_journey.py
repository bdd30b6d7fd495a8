"""Whole stories over the API, on both databases: from the call to the closed order, from the question to the card."""

from assistant.adapters.sql.migrate import at_head, drift
from assistant.domain.people import Role
from tests.casework.given import BAOHE, HEFEI, PHONE, RULE, SpyNotifier, a_staff
from tests.casework.over_http import Api, Hire

CALLER = {"name": "王小样", "phone": PHONE, "employment": "migrant"}


def test_from_the_call_to_the_closed_order(api: Api, hire: Hire, notifier: SpyNotifier) -> None:
    staff = a_staff(hire)
    asked = api.post("/ask", {"text": "包河区工地欠薪，请派人来看看", "call": {"caller": CALLER, "region": BAOHE}})
    assert asked.status_code == 200, asked.text
    told = asked.json()
    assert (told["action"], told["ai_generated"]) == ("dispatch_workorder", True)
    assert told["order_number"]

    order = api.get(f"/orders/{told['order_id']}", staff.agent).json()
    assert order["stage"] == "reported"
    assert "accept" in order["allowed"]
    order = api.step(staff.agent, order, "accept")
    suggestion = api.get(f"/orders/{order['id']}/suggestion", staff.agent).json()
    assert suggestion["org"] == BAOHE
    order = api.step(staff.agent, order, "dispatch", org=suggestion["org"])
    order = api.step(staff.county, order, "sign")
    order = api.step(staff.county, order, "reply", text="工资已补发", basis=["试验法第一条"], recovered_fen=360_000)
    order = api.step(staff.city, order, "approve")
    order = api.step(staff.agent, order, "call_back", reached=False)
    order = api.step(staff.agent, order, "call_back", reached=True, solved=True, result_grade=5, manner_grade=4)
    order = api.step(staff.inspector, order, "close")
    assert (order["stage"], order["recovered_fen"], order["tries"]) == ("closed", 360_000, 2)

    follow = api.post("/follow-up", {"code": told["case_code"], "phone": PHONE}).json()
    assert (follow["orders"][0]["stage"], follow["orders"][0]["reply"]) == ("已办结", "工资已补发")
    assert api.post("/follow-up", {"code": told["case_code"], "phone": "13900000002"}).status_code == 404

    api.works.worker.turn()
    kinds = [notice.kind for notice in notifier.sent]
    assert kinds.index("order.accept") < kinds.index("order.dispatch") < kinds.index("order.close")
    admin = hire(Role.ADMIN)
    assert api.get("/audit", admin).json()["whole"]
    happened = [line["event"]["kind"] for line in api.get(f"/events/order/{order['id']}", admin).json()]
    assert happened[0] == "order.opened"
    assert happened[-1] == "order.close"
    assert len(happened) == order["version"]


def test_from_the_question_to_the_card(api: Api, hire: Hire) -> None:
    agent, editor = hire(Role.AGENT), hire(Role.EDITOR)
    lawyer, other = hire(Role.LAWYER, HEFEI, fields=("欠薪",)), hire(Role.LAWYER, HEFEI)
    rival = hire(Role.LAWYER, HEFEI, conflicts=("样例建筑",))
    call = api.post("/calls", {"channel": "phone", "caller": CALLER, "region": BAOHE}, agent).json()
    asked = api.post(f"/calls/{call['call_id']}/ask", {"text": "公司不认账，我要找律师"}, agent).json()
    assert asked["action"] == "escalate_lawyer"
    packet = api.get(f"/referrals/{asked['referral_id']}", lawyer).json()
    assert packet["packet"]["provisions"] == ["试验法第一条"]
    assert packet["id"] in [one["id"] for one in api.get("/referrals", other).json()]

    by_hand = {"case_id": asked["case_id"], "question": "能不能要赔偿？", "employer": "样例建筑公司", "topic": "欠薪"}
    made = api.post("/referrals", by_hand, agent).json()
    assert api.get(f"/referrals/{made['id']}", rival).status_code == 404

    path = f"/referrals/{packet['id']}"
    taken = api.post(f"{path}/take", {"version": packet["version"]}, lawyer).json()
    lost = api.post(f"{path}/take", {"version": packet["version"]}, other)
    assert (lost.status_code, lost.json()["error"]["code"]) == (409, "conflict")
    back = api.post(f"{path}/ask_back", {"version": taken["version"], "text": "入职是哪一年？"}, lawyer).json()
    told = api.post("/follow-up/tell", {"code": call["case_code"], "phone": PHONE, "text": "2024年入职"})
    assert told.status_code == 200, told.text

    answer = {"version": back["version"] + 1, "text": "单位应当每月支付工资。"}
    for citations, sentence in (
        ([{"citation": "试验法第一条", "quote": "用人单位可以一年发一次"}], "没有所引的这句话"),
        ([{"citation": "试验法第九条", "quote": RULE}], "没有生效"),
    ):
        refused = api.post(f"{path}/answer", {**answer, "citations": citations}, lawyer)
        assert refused.status_code == 409
        assert sentence in refused.json()["error"]["message"]
    invented = {**answer, "text": "你能拿到 88888 元。", "citations": [{"citation": "试验法第一条", "quote": RULE}]}
    assert "没有出处" in api.post(f"{path}/answer", invented, lawyer).json()["error"]["message"]
    good = {**answer, "citations": [{"citation": "试验法第一条", "quote": RULE}]}
    answered = api.post(f"{path}/answer", good, lawyer)
    assert answered.json()["stage"] == "answered", answered.text
    follow = api.post("/follow-up", {"code": call["case_code"], "phone": PHONE}).json()
    assert follow["questions"][0]["answer"] == answer["text"]

    card = api.post(f"{path}/card", {"question": "工资多久发一次？"}, lawyer).json()
    assert [one["id"] for one in api.get("/cards/candidates", editor).json()] == [card["id"]]
    decided = api.post(f"/cards/candidates/{card['id']}/decide", {"adopt": True}, editor).json()
    assert decided["state"] == "adopted"


def test_a_repeat_caller_joins_the_order_that_runs_and_hears_how_it_stands(api: Api, hire: Hire) -> None:
    staff = a_staff(hire)
    body = {"text": "包河工地欠薪请派人", "call": {"caller": CALLER, "region": BAOHE}}
    first = api.post("/ask", body).json()
    order = api.get(f"/orders/{first['order_id']}", staff.agent).json()
    api.step(staff.agent, order, "accept")
    second = api.post("/ask", body).json()
    assert second["order_id"] == first["order_id"]
    assert "已受理" in second["joined"]
    assert second["case_id"] != first["case_id"]
    assert len(api.get("/orders", staff.agent).json()) == 1


def test_many_callers_naming_one_employer_raise_a_warning_with_owner_and_outcome(api: Api, hire: Hire) -> None:
    city, stranger = hire(Role.CITY, HEFEI), hire(Role.CITY, "340200")
    for number in range(3):
        caller = {"name": "某人", "phone": f"1390000010{number}"}
        api.post("/ask", {"text": "工地欠薪请派人", "call": {"caller": caller, "region": BAOHE}})
    warnings = api.get("/alerts", city).json()
    assert [(w["subject"], w["count"]) for w in warnings] == [("样例建筑公司", 3)]
    assert warnings[0]["due"] == "2026-11-18"
    assert api.get("/alerts", stranger).json() == []
    taken = api.post(f"/alerts/{warnings[0]['id']}/take", {"version": warnings[0]["version"]}, city).json()
    closed = api.post(f"/alerts/{taken['id']}/close", {"version": taken["version"], "outcome": "已约谈"}, city).json()
    assert (closed["owner"], closed["outcome"]) == (city.id, "已约谈")


def test_what_was_settled_at_once_is_recorded_as_settled(api: Api, hire: Hire) -> None:
    agent = hire(Role.AGENT)
    asked = api.post("/ask", {"text": "工资多久发一次", "call": {"caller": CALLER, "region": BAOHE}}).json()
    case = api.get(f"/cases/{asked['case_id']}", agent).json()
    assert (case["case"]["state"], case["case"]["settled_with"]) == ("settled", "这是答复")
    assert case["case"]["caller"] == {
        "name": "王**",
        "phone": "139****0001",
        "sex": "",
        "employment": "migrant",
        "minor": False,
    }


def test_a_crisis_calls_a_person_at_once(api: Api, notifier: SpyNotifier) -> None:
    api.post("/ask", {"text": "拿不到钱我不想活了"})
    api.works.worker.turn()
    assert [(notice.kind, notice.to) for notice in notifier.sent] == [("crisis", "role:agent:urgent")]


def test_the_tables_are_those_of_the_code(api: Api) -> None:
    assert at_head(api.works.store.engine)
    assert drift(api.works.store.engine) == []
