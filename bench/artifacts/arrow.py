"""Writes the Arrow and Parquet files of the tests with PyArrow. The pickles in them are inert and never loaded.

    python bench/artifacts/arrow.py src/assess/artifacts/arrow/fixtures src/assess/artifacts/parquet/fixtures
"""

import pathlib
import sys

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet

arrow, parquet = map(pathlib.Path, sys.argv[1:3])
inert = b"cposix\nsystem\n(Vecho inert\ntR."
plain = pa.table(
    {
        "a": [1, 2, 3],
        "s": ["x", "y", None],
        "l": [[1.5], [], None],
        "d": pa.array(["u", "v", "u"]).dictionary_encode(),
        "t": pa.array([1, 2, 3], pa.timestamp("ms", "UTC")),
    }
).replace_schema_metadata({"note": "plain"})


def typed(name, metadata):
    """A column of an extension type."""
    of = {"ARROW:extension:name": name, "ARROW:extension:metadata": metadata}
    return pa.table([[1]], schema=pa.schema([pa.field("x", pa.int64(), metadata=of)]))


def stream(path, table):
    with pa.ipc.new_stream(path, table.schema) as writer:
        writer.write_table(table)


def file(path, table, **options):
    with pa.ipc.new_file(path, table.schema, options=pa.ipc.IpcWriteOptions(**options)) as writer:
        writer.write_table(table)


unpickled = typed("arrow.py_extension_type", inert)
stream(arrow / "plain.arrows", plain)
file(arrow / "zstd.arrow", plain, compression="zstd")
pyarrow.feather.write_feather(plain.select(["a", "s"]), arrow / "lz4.feather", compression="lz4")
file(arrow / "extension.arrow", unpickled)
stream(arrow / "vendor.arrows", typed("vendor.type", inert))
stream(arrow / "ray.arrows", typed("ray.data.arrow_pickled_object", b""))
pyarrow.parquet.write_table(plain, parquet / "plain.parquet")
pyarrow.parquet.write_table(
    plain.select(["a", "s"]),
    parquet / "zstd.parquet",
    compression="zstd",
    write_page_index=True,
    data_page_version="2.0",
    row_group_size=2,
)
pyarrow.parquet.write_table(unpickled, parquet / "extension.parquet")
