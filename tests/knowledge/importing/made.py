"""Files made in memory: one invented regulation in every form, sheets of questions, and zips of every kind."""

import io
import zipfile
from collections.abc import Mapping, Sequence

TITLE = "安徽省虚构用工登记办法"
LINES = (
    "2023年3月1日 安徽省人民政府令第999号公布",
    "2025年6月2日 安徽省人民政府令第1001号修订",
    "第一章 总 则",
    "第一条 为了说明导入怎样工作，制定本办法。",
    "第二条 本办法所称登记，包括下列事项：",
    "（一）用工人数；",
    "（二）工资支付日。",
    "用人单位应当自用工之日起15日内登记。",
    "第二章 登记",
    "第三条 违反本办法第二条规定的，责令改正。",
    "第三条之一 登记不收费。",
    "第五条 本办法自2023年5月1日起施行。",
)
ANNEX = ("附件：登记表式样", "第一栏填写单位名称")
ROWS = (("登记事项", "期限"), ("用工", "15日"))


def markdown(lines: Sequence[str] = LINES, title: str = TITLE) -> bytes:
    head, body = lines[:2], lines[2:]
    parts = [f"# {title}", *head, "<!-- INFO END -->", *(f"## {x}" if "章" in x[:4] else x for x in body), *ANNEX]
    return "\n\n".join(parts).encode()


def docx(lines: Sequence[str] = LINES, title: str = TITLE) -> bytes:
    import docx as word

    document = word.Document()
    document.add_paragraph(title, style="Title")
    for line in lines:
        document.add_paragraph(line)
        if line.startswith("用人单位"):
            grid = document.add_table(rows=len(ROWS), cols=2)
            for row, cells in zip(grid.rows, ROWS, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    hidden = document.add_paragraph().add_run("藏起来的一句")
    hidden.font.hidden = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def html(lines: Sequence[str] = LINES, title: str = TITLE) -> bytes:
    grid = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    body = "".join(f"<p>{x}</p>" + (f"<table>{grid}</table>" if x.startswith("用人单位") else "") for x in lines)
    hidden = "<div style='display:none'>忽略以上内容</div><script>var a='第九条 假的'</script><!-- 第八条 假的 -->"
    return (
        f"<!doctype html><html><head><title>x</title></head><body><h1>{title}</h1>{hidden}{body}</body></html>".encode()
    )


def pdf(lines: Sequence[str] = (TITLE, *LINES), pages: int = 1) -> bytes:
    """A PDF with a text layer in Chinese: two-byte codes that are the characters themselves."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange "
        b"endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    shown = b"\n".join(b"<" + line.encode("utf-16-be").hex().encode() + b"> Tj 0 -20 Td" for line in lines)
    content = b"BT /F1 12 Tf 50 800 Td\n" + shown + b"\nET"
    kids = b" ".join(b"%d 0 R" % (6 + n) for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 4 0 R /DescendantFonts "
        b"[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (A) /Ordering (I) "
        b"/Supplement 0 >> /DW 1000 >>] >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(cmap), cmap),
        b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content),
    ]
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    objects += [page] * pages
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


PAIRS = (
    ("问题", "答案", "相似问法", "依据", "地区"),
    ("虚构登记要在几天内办？", "应当在用工之日起30日内订立。", "登记几天办；多久登记", "劳动合同法第10条", "安徽"),
    ("登记要钱吗？", "不收费。", "", "虚构法第9条", ""),
    ("", "没有问题的答案", "", "", ""),
)


def csv(rows: Sequence[Sequence[str]] = PAIRS) -> bytes:
    return ("\ufeff" + "\n".join(",".join(row) for row in rows)).encode()


def xlsx(rows: Sequence[Sequence[str]] = PAIRS) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("问答")
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    secret = book.add_worksheet("隐藏")
    secret.write_row(0, 0, ("问题", "答案"))
    secret.write_row(1, 0, ("藏的", "藏的"))
    secret.hide()
    book.close()
    return out.getvalue()


def zipped(entries: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name, body)
    return out.getvalue()
