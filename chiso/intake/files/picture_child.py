"""The child process that opens a picture from outside, under limits of memory and time, and writes it anew.

Started as `python -m chiso.intake.files.picture_child FOLDER` by `pictures`. FOLDER holds job.json and the picture; the
child writes it anew in its place and adds answer.json, or error.json.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from chiso.core.errors import Refused
from chiso.core.settings import PICTURE_BYTES
from chiso.intake.files.child import main

LONGEST = 2000  # pixels of a side: 150 to the inch on a slide
_LOOKS: dict[str, dict[str, Any]] = {"PNG": {"optimize": True}, "JPEG": {"quality": 88}}
_MOST_PIXELS = 50_000_000  # 200 MB once it is opened


def answer(folder: Path, job: dict[str, Any]) -> None:
    """Reads the picture of the job and writes it anew."""
    from PIL import Image, ImageOps

    name = job["file_name"]
    # Pillow calls a large picture an attack; ours is asked first and says its size.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(job["path"], formats=("PNG", "JPEG")) as found:
            if found.width * found.height > _MOST_PIXELS:
                size = f"{found.width} × {found.height} điểm ảnh"
                raise Refused("too_large", f"Ảnh “{name}” có {size}, quá lớn. Hãy thu nhỏ ảnh rồi thử lại.")
            found.load()
            kind, image = str(found.format), ImageOps.exif_transpose(found)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # whatever the reader stumbles over is the file's fault: it was made elsewhere
        words = f"Ảnh “{name}” bị hỏng nên không mở được. Hãy mở ảnh, lưu thành tệp mới rồi thử lại."
        raise Refused("damaged_file", words) from error
    has_holes = "A" in image.getbands() or "transparency" in image.info
    image = image.convert("RGBA" if has_holes else "RGB")
    image.thumbnail((LONGEST, LONGEST))
    image.info.clear()
    _write(image, kind, Path(job["path"]))
    (folder / "answer.json").write_text(json.dumps({"size": image.size}), encoding="utf-8")


def _write(image: Any, kind: str, path: Path) -> None:
    """As the kind that it was; a photo too heavy for it as JPEG, and what is still too heavy smaller."""
    image.save(path, format=kind, **_LOOKS[kind])
    if image.mode == "RGB" and path.stat().st_size > PICTURE_BYTES:
        kind = "JPEG"
        image.save(path, format=kind, **_LOOKS[kind])
    while path.stat().st_size > PICTURE_BYTES:
        image.thumbnail((image.width * 4 // 5, image.height * 4 // 5))
        image.save(path, format=kind, **_LOOKS[kind])


if __name__ == "__main__":
    os._exit(main(Path(sys.argv[1]), answer))
