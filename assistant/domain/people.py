"""Who acts: roles, people and the unions they act for."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to the hotline; a worker needs no login."""

    WORKER = "worker"
    AGENT = "agent"
    LAWYER = "lawyer"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    INSPECTOR = "inspector"
    SUPERVISOR = "supervisor"
    EDITOR = "editor"
    ADMIN = "admin"


ROLE_NAMES = {
    Role.WORKER: "职工",
    Role.AGENT: "坐席",
    Role.LAWYER: "律师",
    Role.COUNTY: "县级工会",
    Role.CITY: "市级工会",
    Role.PROVINCE: "省总工会",
    Role.INSPECTOR: "质检员",
    Role.SUPERVISOR: "督办员",
    Role.EDITOR: "知识编辑",
    Role.ADMIN: "管理员",
}


class Level(StrEnum):
    """Where a union stands in the tree."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class UnionOrg:
    """A union of the tree; its code is the administrative code of its territory."""

    code: str
    name: str
    level: Level
    parent: str | None  # code of the union above
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts, as every use-case sees them."""

    id: str
    login: str
    name: str
    role: Role
    org: str  # code of the union acted for: its territory is what this person sees
    fields: tuple[str, ...] = ()  # a lawyer's topics
    conflicts: tuple[str, ...] = ()  # employers a lawyer acts for and so cannot act against
    active: bool = True


SYSTEM = Actor("system", "system", "系统", Role.ADMIN, "340000")
ANYONE = Actor("anyone", "", "来电人", Role.WORKER, "")
