"""Reads questions and answers from .xlsx (calamine) and .csv: the columns are found by their names."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from knowledge.document import Document, Pair, clean
from knowledge.importing.refusal import Reason, Refused
from knowledge.importing.text import decoded

MOST_ROWS = 20_000
LONGEST_CELL = 20_000
_COLUMNS = {
    "question": ("问题", "标准问题", "标准问", "咨询问题", "问", "question", "q"),
    "answer": ("答案", "回答", "标准答案", "答复", "答", "解答", "answer", "a"),
    "asks": ("相似问", "相似问法", "其他问法", "问法", "同义问", "asks", "similar"),
    "cites": ("依据", "法律依据", "法条", "法规依据", "引用", "cites", "basis"),
    "region": ("地区", "适用地区", "区域", "region"),
}
_SEVERAL = re.compile(r"[\n;；|｜]+")


def read_sheet(data: bytes, excel: bool) -> Document:
    """The question-and-answer pairs of a workbook or a csv file.

    Raises:
        Refused: when no sheet has a column of questions and one of answers.
    """
    pairs: list[Pair] = []
    remarks: list[str] = []
    known = False
    for name, rows in _sheets(data, remarks) if excel else [("", _csv(data))]:
        start, columns = _header(rows)
        if not columns:
            continue
        known = True
        for place, row in enumerate(rows[start + 1 :], start=start + 2):
            if pair := _pair(row, columns, place):
                pairs.append(pair)
            elif any(cell.strip() for cell in row):
                remarks.append(f"{name}第{place}行缺问题或答案，没有读入")
    if not known:
        raise Refused(Reason.NO_COLUMNS, "没有找到“问题”和“答案”两列")
    if len(pairs) > MOST_ROWS:
        raise Refused(Reason.TOO_LARGE, f"超过{MOST_ROWS}行")
    if formulas := sum(pair.question[:1] in "=+@" or pair.answer[:1] in "=+@" for pair in pairs):
        remarks.append(f"有{formulas}行以公式符号开头，只当文字读入")
    return Document(pairs=tuple(pairs), remarks=tuple(remarks))


def _sheets(data: bytes, remarks: list[str]) -> Iterator[tuple[str, list[list[str]]]]:
    """Name and rows of each visible sheet."""
    import python_calamine  # the child process alone pays for it

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    for sheet in book.sheets_metadata:
        if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
            remarks.append(f"隐藏的工作表“{sheet.name}”没有读入")
            continue
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        rows = book.get_sheet_by_name(sheet.name).to_python(nrows=MOST_ROWS + 50)
        yield f"“{sheet.name}”", [[_cell(cell) for cell in row] for row in rows]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)[:LONGEST_CELL]


def _csv(data: bytes) -> list[list[str]]:
    text = decoded(data)
    csv.field_size_limit(LONGEST_CELL * 10)
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;，", key=first.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter):
            rows.append([cell[:LONGEST_CELL] for cell in row])
            if len(rows) > MOST_ROWS + 50:
                break
    except csv.Error as error:
        raise Refused(Reason.UNREADABLE, "表格的引号或换行不完整，读不下去") from error
    return rows


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """Row and columns of the header among the first ten rows; no columns when there is none."""
    for place, row in enumerate(rows[:10]):
        names = [re.sub(r"[\s（）()*：:]", "", clean(cell)).lower() for cell in row]
        columns = {
            key: next(names.index(word) for word in words if word in names)
            for key, words in _COLUMNS.items()
            if set(words) & set(names)
        }
        if {"question", "answer"} <= columns.keys():
            return place, columns
    return 0, {}


def _pair(row: Sequence[str], columns: dict[str, int], place: int) -> Pair | None:
    def cell(key: str) -> str:
        at = columns.get(key)
        return clean(row[at]) if at is not None and at < len(row) else ""

    def several(key: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in _SEVERAL.split(cell(key)) if part.strip())

    question, answer = cell("question"), cell("answer")
    if not question or not answer:
        return None
    return Pair(place, question, answer, several("asks"), several("cites"), cell("region"))
