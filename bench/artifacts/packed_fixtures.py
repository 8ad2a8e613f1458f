"""Writes the packed fixtures of src/formats/unpack and of the archives beside it.

    pip install inflate64 lz4 py7zr zstandard
    python bench/artifacts/packed_fixtures.py src/formats/unpack/fixtures
"""

import bz2
import gzip
import io
import lzma
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import inflate64
import lz4.block
import lz4.frame
import py7zr
import zstandard

content = b"".join(b"%d weights of layer %d\n" % (i * i % 9973, i % 17) for i in range(300)) + bytes(70_000) + b"end"


def legacy_lz4(data: bytes) -> bytes:
    block = lz4.block.compress(data, store_size=False)
    return struct.pack("<II", 0x184C2102, len(block)) + block


def seven_zip(filters, **more) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", filters=filters, **more) as archive:
        archive.writestr(content, "folder/weights.txt")
        archive.writestr(b"", "empty.txt")
        archive.writestr(b"a small model\n", "README.md")
    return out.getvalue()


def instructions(count: int) -> bytes:
    """Bytes with many that begin calls and jumps of some machine."""
    marks = bytes.fromhex("e8e900ffeb48407ff0f8949001c0")
    out = bytearray()
    x = 1
    for _ in range(count):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        out.append(marks[(x >> 16) % 14] if (x >> 8) % 2 else (x >> 16) & 255)
    return bytes(out)


code = instructions(2800)


def deflated64() -> bytes:
    """With matches from beyond 32 KiB, and of more than 258 bytes."""
    text = b"".join(b"%d weights of layer %d\n" % (i * i % 9973, i % 17) for i in range(300))
    packer = inflate64.Deflater()
    return packer.deflate(text + bytes(45_000) + text + bytes(70_000) + b"end") + packer.flush()



def filtered_xz(filter) -> bytes:
    return lzma.compress(code, filters=[filter, {"id": lzma.FILTER_LZMA2, "preset": 6}])


def filtered_7z(*filters) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", filters=list(filters)) as archive:
        archive.writestr(code, "code.bin")
    return out.getvalue()


raw = {"format": lzma.FORMAT_XZ}
fixtures = {
    "content.gz": gzip.compress(content, mtime=0),
    "content.zlib": zlib.compress(content),
    "content.bz2": bz2.compress(content),
    "content.small-blocks.bz2": bz2.compress(content, 1),
    "content.xz": lzma.compress(content),
    "content.crc32.xz": lzma.compress(content, check=lzma.CHECK_CRC32),
    "content.sha256.xz": lzma.compress(content, check=lzma.CHECK_SHA256),
    "content.lc0-lp2-pb0.xz": lzma.compress(
        content, filters=[{"id": lzma.FILTER_LZMA2, "lc": 0, "lp": 2, "pb": 0, "dict_size": 4096}]
    ),
    "content.lzma": lzma.compress(content, format=lzma.FORMAT_ALONE),
    "content.lz4": lz4.frame.compress(content, content_checksum=True),
    "content.linked.lz4": lz4.frame.compress(
        content, block_size=lz4.frame.BLOCKSIZE_MAX64KB, block_linked=True, block_checksum=True, store_size=False
    ),
    "content.legacy.lz4": legacy_lz4(content),
    "content.zst": zstandard.ZstdCompressor(write_checksum=True).compress(content),
    "content.lzma2.7z": seven_zip([{"id": py7zr.FILTER_LZMA2, "preset": 6}]),
    "content.lzma.7z": seven_zip([{"id": py7zr.FILTER_LZMA}]),
    "content.bz2.7z": seven_zip([{"id": py7zr.FILTER_BZIP2}]),
    "content.deflate.7z": seven_zip([{"id": py7zr.FILTER_DEFLATE}]),
    "code.x86.xz": filtered_xz({"id": lzma.FILTER_X86}),
    "code.arm.xz": filtered_xz({"id": lzma.FILTER_ARM}),
    "code.thumb.xz": filtered_xz({"id": lzma.FILTER_ARMTHUMB}),
    "code.powerpc.xz": filtered_xz({"id": lzma.FILTER_POWERPC, "start_offset": 4096}),
    "code.sparc.xz": filtered_xz({"id": lzma.FILTER_SPARC}),
    "code.delta.xz": filtered_xz({"id": lzma.FILTER_DELTA, "dist": 4}),
    # Needs XZ Utils 5.4 or newer.
    "code.arm64.xz": subprocess.run(
        ["xz", "--arm64", "--lzma2", "-c"], input=code, stdout=subprocess.PIPE, check=True
    ).stdout,
    "code.bcj.7z": filtered_7z({"id": py7zr.FILTER_X86}, {"id": py7zr.FILTER_LZMA2, "preset": 6}),
    "code.arm-lzma.7z": filtered_7z({"id": py7zr.FILTER_ARM}, {"id": py7zr.FILTER_LZMA, "preset": 6}),
    "code.delta.7z": filtered_7z({"id": py7zr.FILTER_DELTA}, {"id": py7zr.FILTER_LZMA2, "preset": 6}),
    "far.deflate64": deflated64(),
    "content.copy-encrypted.7z": seven_zip(
        [{"id": py7zr.FILTER_LZMA2, "preset": 1}, {"id": py7zr.FILTER_CRYPTO_AES256_SHA256}], password="inert"
    ),
}

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, data in fixtures.items():
    (folder / name).write_bytes(data)
    print(f"{len(data):6} {name}")
