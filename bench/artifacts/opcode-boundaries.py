"""Writes small pickles of every protocol with the places of their instructions by pickletools.

    python bench/artifacts/opcode-boundaries.py > src/formats/pickle/fixtures/boundaries.json
"""

import collections
import datetime
import json
import pickle
import pickletools


class Slots:
    __slots__ = ("a",)


things = [
    None, True, 0, 255, 65535, -1, 2**31, 2**80, -(2**600), 1.5, float("inf"), "", "a", "ü\n\\u0041", "x" * 300,
    b"", b"ab", b"y" * 300, bytearray(b"q"), (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, [2]], {}, {1: 2}, {1: 2, 3: 4},
    {1}, frozenset([1]), collections.OrderedDict(a=1), datetime.date(2020, 1, 2), complex(1, 2), int, ValueError("a"), range(3),
]
rows = []
for protocol in range(6):
    for number, thing in enumerate(things):
        if (number + protocol) % 3:
            continue
        data = pickle.dumps(thing, protocol)
        rows.append([data.hex() if len(data) < 120 else None, len(data), [p for _, _, p in pickletools.genops(data)]])
print(json.dumps([row for row in rows if row[0]], separators=(",", ":")))
