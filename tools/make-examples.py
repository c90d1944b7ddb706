#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the two example documents that cannot be written by hand, the same bytes each time: a PDF and a DOCX in examples/."""
import io
import zipfile
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"

PDF_PAGES = [[
    "Door Open: annual report 2024 (extract)",
    "",
    "3.2  Penal colony No. 7, Tuzbulak",
    "",
    "The mechanism visited the colony twice in 2024, both times without notice. On 14 March",
    "it found 412 persons in a place for 380, and a punishment cell at eleven degrees.",
    "Nine private interviews were held. Four persons alleged torture on arrival.",
    "",
    "On the second visit, on 25 April, the cell was closed. Of eleven recommendations one had",
    "been carried out, two were in progress, and the colony disputed three.",
    "",
    "One person who had spoken with the monitors had since been placed in solitary",
    "confinement for fifteen days. The mechanism regards this as a reprisal and said so to the",
    "Deputy Minister the same day.",
], [
    "Door Open: annual report 2024 (extract)",
    "",
    "3.3  What happened to the complaint",
    "",
    "Mr Bakhtiyor Rakhmatov complained on 20 March. The prosecutor opened a case on 31 May,",
    "after the coalition's statement and two letters, under the article on torture. It is the",
    "first case under that article in the region.",
    "",
    "A forensic examination found the injuries highly consistent with the account given.",
    "Two officers are suspended. The trial is set for February 2025.",
]]

REPLY = [
    "Ответ Управления уголовно-исполнительной системы",
    "от 30 апреля 2024 года № 7-112 на рекомендации по итогам посещения 14 марта",
    "Рекомендация 1 (закрыть камеру № 2 штрафного изолятора). Выполнена 20 апреля.",
    "Рекомендация 2 (осмотр врачом до водворения). Принята к сведению. Проводится ежедневно.",
    "Рекомендация 3 (сохранить видеозапись за 2 марта). Выполнить не представляется возможным: оборудование находилось на ремонте.",
    "Рекомендация 4 (не допускать преследования собеседников). Фактов преследования не установлено.",
    "По доводам осуждённого Рахматова Б. проведена служебная проверка: применение пыток не подтвердилось.",
    "На рекомендации 5–11 будет дан дополнительный ответ.",
]


def pdf(pages):
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", None, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for lines in pages:
        text = "BT /F1 11 Tf 72 770 Td 16 TL\n" + "".join("(%s) Tj T*\n" % l.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for l in lines) + "ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text.encode("cp1252")))
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % len(objects))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % p for p in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def docx(paragraphs):
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{p}</w:t></w:r></w:p>' for p in paragraphs)
    parts = {
        "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                               '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                               '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
                               'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                       '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
                       'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 4, 30, 12, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    (EXAMPLES / "annual-report-extract.pdf").write_bytes(pdf(PDF_PAGES))
    (EXAMPLES / "reply-of-authority.docx").write_bytes(docx(REPLY))
