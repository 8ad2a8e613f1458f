"""Writes the fixtures of zip archives packed with LZMA, and of TFLite models with files behind them.

Usage: python zip_fixtures.py FOLDER MODEL.tflite
"""

import pathlib
import shutil
import sys
import zipfile

folder, model = map(pathlib.Path, sys.argv[1:])
inert = b"cposix\nsystem\n(S'echo inert'\ntR."
with zipfile.ZipFile(folder / "lzma-plain.zip", "w", zipfile.ZIP_LZMA) as archive:
    archive.writestr("a.txt", "weights " * 400)
with zipfile.ZipFile(folder / "lzma.zip", "w", zipfile.ZIP_LZMA) as archive:
    archive.writestr("a.txt", "weights " * 400)
    archive.writestr("b.pkl", inert)
for name, member, content in [
    ("labels.tflite", "labels.txt", b"cat\ndog\n"),
    ("associated-pickle.tflite", "labels.pkl", inert),
]:
    shutil.copy(model, folder / name)
    with zipfile.ZipFile(folder / name, "a") as archive:
        archive.writestr(member, content)
