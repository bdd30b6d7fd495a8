"""What requests carry: every field named, bounded, and nothing more accepted."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.case import Caller, Employment
from assistant.domain.people import Role
from assistant.domain.referral import CitedRule
from assistant.workorders.cases import CaseEdit

LONG, LINE = 8000, 200


class Form(BaseModel):
    """A form; a field it does not know is refused, so that nobody sets what is not theirs to set."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class LoginForm(Form):
    """Logging in."""

    login: str = Field(max_length=64)
    password: str = Field(max_length=200)
    code: str = Field("", max_length=10)


class PasswordForm(Form):
    """Another password."""

    old: str = Field(max_length=200)
    new: str = Field(max_length=200)


class CodeForm(Form):
    """A code of the authenticator."""

    code: str = Field(max_length=10)


class CallerForm(Form):
    """Who calls; all of it may stay empty."""

    name: str = Field("", max_length=40)
    phone: str = Field("", max_length=20)
    sex: str = Field("", max_length=10)
    employment: Employment = Employment.UNKNOWN
    minor: bool = False

    def caller(self) -> Caller:
        """The value."""
        return Caller(self.name, self.phone, self.sex, self.employment, self.minor)


class CallForm(Form):
    """A call or chat begins."""

    channel: str = Field("chat", max_length=10)
    caller: CallerForm = CallerForm()
    region: str = Field("", max_length=6, pattern=r"^[0-9]{0,6}$")
    case_id: str | None = Field(None, max_length=26)


class NoticeForm(Form):
    """How the recording and privacy notice was given."""

    version: str = Field(max_length=32)
    how: str = Field(max_length=16, pattern="^(spoken|shown)$")
    recording: bool = False


class SayForm(Form):
    """Something said; the id is made by whoever heard it."""

    id: str = Field(min_length=8, max_length=64)
    speaker: str = Field(max_length=16)
    text: str = Field(max_length=LONG)


class AskForm(Form):
    """A question in a call."""

    text: str = Field(min_length=1, max_length=LONG)
    id: str = Field("", max_length=64)
    as_of: date | None = None


class AskOnceForm(AskForm):
    """A question with the call it opens."""

    call: CallForm = CallForm()


class VersionForm(Form):
    """The version somebody saw when they decided to act."""

    version: int = Field(ge=1)


class TextForm(VersionForm):
    """A step that says something."""

    text: str = Field(min_length=1, max_length=LONG)


class JoinForm(VersionForm):
    """The same matter as an earlier case."""

    earlier: str = Field(max_length=26)


class CaseForm(VersionForm):
    """What an agent completes; a field left out stays as it is."""

    caller: CallerForm | None = None
    topic: str | None = Field(None, max_length=32)
    category: str | None = Field(None, max_length=32)
    region: str | None = Field(None, pattern=r"^[0-9]{6}$")
    employer: str | None = Field(None, max_length=LINE)
    confidential: bool | None = None

    def edit(self) -> CaseEdit:
        """The value."""
        caller = self.caller.caller() if self.caller else None
        return CaseEdit(caller, self.topic, self.category, self.region, self.employer, self.confidential)


class ReasonForm(Form):
    """Why."""

    reason: str = Field(min_length=4, max_length=LINE)


class HoldForm(Form):
    """A legal hold on or off."""

    held: bool


class FollowForm(Form):
    """The case code and the telephone number it was opened with."""

    code: str = Field(max_length=16)
    phone: str = Field(max_length=20)


class TellForm(FollowForm):
    """What the caller adds for the lawyer."""

    text: str = Field(min_length=1, max_length=LONG)


class ReferForm(Form):
    """A question handed to a lawyer by hand."""

    case_id: str = Field(max_length=26)
    call_id: str = Field("", max_length=26)
    topic: str = Field("", max_length=32)
    employer: str = Field("", max_length=LINE)
    question: str = Field(min_length=1, max_length=LONG)
    summary: str = Field("", max_length=LONG)
    provisions: tuple[str, ...] = Field((), max_length=20)
    limitation: str = Field("", max_length=LINE)
    priority: str = Field("normal", pattern="^(urgent|high|normal)$")


class CitedForm(Form):
    """A provision with the words quoted from it."""

    citation: str = Field(max_length=LINE)
    quote: str = Field(min_length=1, max_length=1000)

    def rule(self) -> CitedRule:
        """The value."""
        return CitedRule(self.citation, self.quote)


class LawyerAnswerForm(TextForm):
    """A lawyer's answer."""

    citations: tuple[CitedForm, ...] = Field(min_length=1, max_length=20)


class CardForm(Form):
    """The question in words that name nobody."""

    question: str = Field(min_length=1, max_length=LONG)


class DecideForm(Form):
    """Adopted or not."""

    adopt: bool


class OutcomeForm(VersionForm):
    """What came of a warning."""

    outcome: str = Field(min_length=1, max_length=LONG)


class AidForm(Form):
    """What the legal-aid pre-check asks."""

    matter: str = Field(max_length=20)
    migrant: bool = False
    on_relief: bool = False
    no_income: bool = False
    hardship: bool = False
    contentious: bool = True
    limitation: date | None = None
    name: str = Field("", max_length=40)
    employer: str = Field("", max_length=LINE)
    claim: str = Field("", max_length=LONG)
    reasons: str = Field("", max_length=LONG)


class AccountForm(Form):
    """Who is to log in."""

    login: str = Field(min_length=1, max_length=64)
    name: str = Field("", max_length=40)
    role: Role
    org: str = Field(pattern=r"^[0-9]{6}$")
    fields: tuple[str, ...] = Field((), max_length=20)
    conflicts: tuple[str, ...] = Field((), max_length=100)


class AccountChangeForm(AccountForm):
    """What changes of an account."""

    active: bool


class PhoneForm(Form):
    """Whose data."""

    phone: str = Field(min_length=7, max_length=20)
    reason: str = Field(min_length=4, max_length=LINE)
