"""Small PDFs and pictures for tests, written by hand."""

from __future__ import annotations

import struct
import zlib


def paper(pages: list[list[str]], *, size: int = 11, told: dict[str, str] | None = None) -> bytes:
    """A PDF with these lines on its pages, and the fields `Title`, `Author`, `CreationDate` as told."""
    objects = ["", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for lines in pages:
        drawn = "".join(f"({line.translate(_ESCAPED)}) Tj T*\n" for line in lines)
        stream = f"BT /F1 {size} Tf {size + 3} TL 60 780 Td\n{drawn}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = "<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>"
    objects.append(
        "<< " + " ".join(f"/{key} ({value.translate(_ESCAPED)})" for key, value in (told or {}).items()) + " >>"
    )
    return _assembled(objects)


_ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def _assembled(objects: list[str]) -> bytes:
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"trailer\n<< /Size {count} /Root 1 0 R /Info {count - 1} 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + f"xref\n0 {count}\n0000000000 65535 f \n{table}{end}".encode()


def picture(width: int, height: int) -> bytes:
    """A white PNG that says it has this size."""
    rows = zlib.compress((b"\0" + b"\xff" * min(width, 100)) * min(height, 100))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
