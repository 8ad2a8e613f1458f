"""Writes the fixture of an archive as PyTorch 0.1 saved it, and reads it back with the PyTorch at hand.

No PyTorch of that age installs any more; what it wrote is known from `legacy_load` in torch/serialization.py,
which reads it to this day and is the judge here.

Usage: python torch-tar.py OUT.tar.gz
"""

import gzip
import io
import pickle
import struct
import sys
import tarfile
from collections import OrderedDict

import torch


class Reference:
    def __init__(self, key):
        self.key = key


class Writer(pickle._Pickler):
    def persistent_id(self, value):
        return value.key if isinstance(value, Reference) else None


def dumped(*values):
    return b"".join(pickle.dumps(value, protocol=2) for value in values)


WEIGHT, BIAS, VIEW, ROOT = 0x7F3A5C001230, 0x7F3A5C001290, 0x7F3A5C0012F0, 0x7F3A5C001350

storages = dumped(1) + dumped((ROOT, "cpu", torch.FloatStorage))
storages += struct.pack("<q", 6) + struct.pack("<6f", *range(6))
storages += dumped([(VIEW, ROOT, 4, 2)])

tensors = dumped(2)
tensors += dumped((WEIGHT, ROOT, torch.FloatTensor)) + struct.pack("<q4qq", 2, 2, 2, 2, 1, 0)
tensors += dumped((BIAS, VIEW, torch.FloatTensor)) + struct.pack("<q2qq", 1, 2, 1, 0)

objects = io.BytesIO()
Writer(objects, protocol=2).dump(OrderedDict(weight=Reference(WEIGHT), bias=Reference(BIAS)))

system = dumped({"protocol_version": 1000, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 8}})

packed = io.BytesIO()
with tarfile.open(fileobj=packed, mode="w:", format=tarfile.PAX_FORMAT) as tar:
    for name, data in (
        ("sys_info", system),
        ("pickle", objects.getvalue()),
        ("tensors", tensors),
        ("storages", storages),
    ):
        info = tarfile.TarInfo(name)
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))

path = sys.argv[1].removesuffix(".gz")
with open(path, "wb") as file:
    file.write(packed.getvalue())
print(torch.load(path, weights_only=False))
with open(sys.argv[1], "wb") as file:
    file.write(gzip.compress(packed.getvalue(), mtime=0))
