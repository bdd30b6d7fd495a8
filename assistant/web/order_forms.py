"""What requests about work orders carry."""

from datetime import date

from pydantic import Field

from assistant.domain.workorder import Amendment, CallBack, Difficulty, Matter
from assistant.web.forms import LINE, LONG, Form, TextForm, VersionForm


class MatterForm(Form):
    """The five elements and the figures."""

    summary: str = Field(min_length=1, max_length=1000)
    employer: str = Field("", max_length=LINE)
    credit_code: str = Field("", max_length=18)
    site: str = Field("", max_length=LINE)
    headcount: int | None = Field(None, ge=0, le=1_000_000)
    amount_fen: int | None = Field(None, ge=0, le=10**13)
    period: str = Field("", max_length=LINE)
    course: str = Field("", max_length=LONG)
    wish: str = Field("", max_length=LINE)
    evidence: tuple[str, ...] = Field((), max_length=30)
    limitation: date | None = None

    def matter(self) -> Matter:
        """The value."""
        return Matter(**self.model_dump())


class OrderForm(Form):
    """An order is opened by hand."""

    case_id: str = Field(max_length=26)
    category: str = Field(min_length=1, max_length=32)
    matter: MatterForm
    region: str = Field("", max_length=6, pattern=r"^[0-9]{0,6}$")
    topic: str = Field("", max_length=32)
    difficulty: Difficulty = Difficulty.ORDINARY
    priority: str = Field("normal", pattern="^(urgent|high|normal)$")
    confidential: bool = False


class AmendForm(VersionForm):
    """What a person corrects of what was taken down."""

    matter: MatterForm
    category: str = Field(min_length=1, max_length=32)
    region: str = Field(pattern=r"^[0-9]{6}$")
    difficulty: Difficulty = Difficulty.ORDINARY
    priority: str = Field("normal", pattern="^(urgent|high|normal)$")
    confidential: bool = False
    text: str = Field("", max_length=LONG)

    def amendment(self) -> Amendment:
        """The value."""
        fields = {
            name: getattr(self, name) for name in ("category", "region", "difficulty", "priority", "confidential")
        }
        return Amendment(matter=self.matter.matter(), **fields)


class NoTextForm(VersionForm):
    """A step that may say something."""

    text: str = Field("", max_length=LONG)


class RefuseForm(TextForm):
    """The reason and the right channel."""

    channel: str = Field(min_length=1, max_length=LINE)


class OrgForm(NoTextForm):
    """To which union."""

    org: str = Field(pattern=r"^[0-9]{6}$")


class ExtendForm(TextForm):
    """How many working days more."""

    extension_days: int = Field(ge=1, le=60)


class MergeForm(NoTextForm):
    """Into which order."""

    other: str = Field(max_length=26)


class SuperviseForm(NoTextForm):
    """At which level."""

    level: str = Field(pattern="^(yellow|red|leader)$")


class ReplyForm(TextForm):
    """What was done, on which provisions, and what was recovered."""

    basis: tuple[str, ...] = Field(min_length=1, max_length=20)
    recovered_fen: int = Field(0, ge=0, le=10**13)


class CallBackForm(NoTextForm):
    """One try to reach the caller."""

    reached: bool
    solved: bool | None = None
    result_grade: int | None = Field(None, ge=1, le=5)
    manner_grade: int | None = Field(None, ge=1, le=5)

    def made(self) -> CallBack:
        """The value."""
        return CallBack(self.reached, self.solved, self.result_grade, self.manner_grade)
