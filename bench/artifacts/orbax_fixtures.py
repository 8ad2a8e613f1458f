"""Writes the small checkpoints of Orbax and TensorStore: python orbax_fixtures.py REPOSITORY"""

import gzip
import io
import os
import sys
import tarfile
import tempfile
import warnings

import numpy as np
import orbax.checkpoint as ocp
import tensorstore as ts

warnings.filterwarnings("ignore")
folder = tempfile.mkdtemp()
tree = {"params": {"kernel": np.arange(24, dtype=np.float32).reshape(4, 6)}, "step": np.int32(7)}
for name, options in {
    "store": {"use_ocdbt": True},
    "store3": {"use_ocdbt": True, "use_zarr3": True},
    "files": {"use_ocdbt": False},
    "files3": {"use_ocdbt": False, "use_zarr3": True},
}.items():
    with ocp.Checkpointer(ocp.PyTreeCheckpointHandler(**options)) as checkpointer:
        checkpointer.save(f"{folder}/{name}", tree)

# Many small nodes and versions: a tree of several levels, and the tree of versions.
config = {"max_decoded_node_bytes": 300, "version_tree_arity_log2": 1, "max_inline_value_bytes": 20}
for i in range(6):
    base = {"driver": "ocdbt", "base": f"file://{folder}/versions/", "config": config, "path": f"a{i % 2}/"}
    array = ts.open(
        {"driver": "zarr", "kvstore": base, "metadata": {"compressor": {"id": "zlib", "level": 1}}},
        dtype=ts.float32,
        shape=[4, 4],
        chunk_layout=ts.ChunkLayout(chunk_shape=[2, 2]),
        open=True,
        create=True,
    ).result()
    with ts.Transaction() as transaction:
        array.with_transaction(transaction)[...] = np.full((4, 4), i, np.float32)



def pack(name: str, *parts: str) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for part in parts:
            for where, _, files in sorted(os.walk(f"{folder}/{part}")):
                for file in sorted(files):
                    # What Orbax writes about the time and place of saving is plain text and JSON.
                    if file in ("commit_success.txt", "_CHECKPOINT_METADATA", "_METADATA"):
                        continue
                    info = tarfile.TarInfo(os.path.relpath(os.path.join(where, file), folder))
                    data = open(os.path.join(where, file), "rb").read()
                    info.size = len(data)
                    tar.addfile(info, io.BytesIO(data))
    with open(f"{sys.argv[1]}/src/assess/artifacts/ocdbt/fixtures/{name}.tar.gz", "wb") as out:
        out.write(gzip.compress(packed.getvalue(), mtime=0))


pack("store", "store")
pack("store3", "store3")
pack("versions", "versions")
pack("files", "files", "files3")
