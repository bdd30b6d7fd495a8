"""What codes are called on the screens, and the places of the shell by right."""

from dataclasses import dataclass

from assistant.accounts.permissions import Action

NAV_PUBLIC = "/"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    path: str
    name: str
    action: Action


NAV = (
    Place("/console", "坐席台", Action.ORDER_CALL_BACK),
    Place("/lawyers", "律师台", Action.REFERRAL_READ),
    Place("/orders", "工单", Action.ORDER_READ),
    Place("/alerts", "预警", Action.ALERT_READ),
    Place("/supervise", "值守", Action.EVENTS_READ),
    Place("/knowledge", "知识", Action.OWN_ACCOUNT),
    Place("/calculators", "测算", Action.OWN_ACCOUNT),
    Place("/accounts", "账号", Action.ACCOUNTS_MANAGE),
)

CONFIDENCE = ((0.8, "把握较大"), (0.6, "把握一般，请核对"), (0.0, "把握不足，请勿直接照念"))

ACTIONS = {
    "answer": ("可直接答复", "ok"),
    "clarify": ("先问清楚", "accent"),
    "escalate_lawyer": ("转律师", "warn"),
    "dispatch_workorder": ("派工单", "accent"),
    "out_of_scope": ("不在受理范围", ""),
    "crisis": ("紧急", "danger"),
}

REASONS = {
    "supported": "依据充分",
    "both_branches": "两种情形都说明",
    "fact_missing": "缺关键事实",
    "unclear": "没听明白",
    "emergency": "紧急情况",
    "case_under_way": "案件已在办理",
    "grave_harm": "重大伤亡",
    "criminal": "可能涉罪",
    "contested": "事实有争议",
    "retaliation": "涉嫌打击报复",
    "pressed_waiver": "被要求放弃权利",
    "asked_for_lawyer": "要求律师",
    "pleadings": "要写法律文书",
    "many_parties": "涉及多方",
    "nothing_found": "没有查到规定",
    "thin_evidence": "依据不足",
    "unsupported": "核对不通过",
    "drafting_failed": "未能成稿",
    "conflicting_law": "规定有冲突",
    "act_requested": "要求现场处理",
    "not_our_field": "不属于劳动和工会事项",
    "misuse": "不当使用",
    "bad_input": "内容无法处理",
}

SECTIONS = {
    "conclusion": "结论",
    "reasons": "为什么",
    "steps": "怎么办",
    "evidence": "留好证据",
    "deadline": "时限",
    "where": "去哪里",
    "avoid": "注意别做",
    "figure": "算给您看",
    "flips": "什么会改变结论",
    "also": "另外",
}

DRAFTERS = {"extractive": "法规摘编（不使用大语言模型）", "none": "固定话术"}

SPEAKERS = {"caller": "来电人", "agent": "坐席", "assistant": "AI"}

KINDS = {"statute": "法律原文", "digest": "规定摘要", "faq": "审核问答", "service": "服务点"}

EMPLOYMENTS = {
    "unknown": "未说明",
    "employee": "单位职工",
    "dispatched": "劳务派遣",
    "platform": "平台从业",
    "migrant": "农民工",
    "domestic": "家政",
    "retired": "退休返聘",
}

REJECTIONS = {
    "wrong_law": "法律引用不对",
    "wrong_figure": "金额或日期不对",
    "misunderstood": "没理解问题",
    "incomplete": "不完整",
    "unclear_words": "说得不明白",
    "out_of_date": "内容过时",
    "other": "其他",
}

PRIORITIES = {"urgent": ("紧急", "danger"), "high": ("优先", "warn"), "normal": ("普通", "")}

LEVELS = {"yellow": "黄色督办", "red": "红色督办", "leader": "领导督办"}

CATEGORIES = ("集体欠薪", "个体欠薪", "安全隐患实地检查", "工会组建", "困难帮扶", "投诉工会", "其他")

CASE_STATES = {"open": "待跟进", "followed": "办理中", "settled": "已答复", "erased": "已删除"}

QUICK_TOPICS = (
    ("欠薪讨薪", "老板拖欠工资几个月了，我该怎么要回来？"),
    ("被辞退", "公司突然辞退我，能拿多少补偿？"),
    ("受了工伤", "我上班时受伤了，工伤怎么认定？"),
    ("加班费", "节假日加班，加班费怎么算？"),
    ("没签合同", "入职几个月没签劳动合同，能要双倍工资吗？"),
    ("社保公积金", "公司不给交社保怎么办？"),
    ("产假孕期", "怀孕了公司要调岗降薪，合法吗？"),
    ("工会入会帮扶", "怎么加入工会？家里困难工会能帮吗？"),
)
