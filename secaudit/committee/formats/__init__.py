"""A pack as PDF, Excel, Markdown and JSON. None of them counts or looks up anything."""

from collections.abc import Callable

from secaudit.committee.formats import data, markdown, pdf, workbook
from secaudit.committee.kinds import Form
from secaudit.committee.pack import Pack

WRITERS: dict[Form, Callable[[Pack], bytes]] = {
    Form.PAGE: pdf.page,
    Form.ANNEX: pdf.annex,
    Form.PACK: pdf.whole,
    Form.WORKBOOK: workbook.write,
    Form.TEXT: markdown.write,
    Form.DATA: data.write,
}


def document(pack: Pack) -> bytes:
    """The document that the pack's stamp names."""
    return WRITERS[Form(pack.stamp.form)](pack)
