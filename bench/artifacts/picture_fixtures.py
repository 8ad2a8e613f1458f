"""Writes the JPEG and GIF fixtures with Pillow.

Usage: python picture_fixtures.py FOLDER
"""

import pathlib
import sys

from PIL import Image

folder = pathlib.Path(sys.argv[1])
picture = Image.new("RGB", (24, 16))
picture.putdata([(i * 7 % 256, i * 13 % 256, i * 3 % 256) for i in range(24 * 16)])
picture.save(folder / "base.jpg", quality=60)
picture.save(folder / "progressive.jpg", quality=60, progressive=True, comment=b"a figure")
picture.save(folder / "restarts.jpg", quality=30, restart_marker_blocks=1)
picture.convert("P").save(folder / "plain.gif")
picture.save(folder / "moving.gif", save_all=True, append_images=[picture.rotate(90)], loop=0, comment=b"two")
