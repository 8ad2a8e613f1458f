"""Writes the small fixtures of tensor formats with the real libraries.

    python -m venv /tmp/tensors && /tmp/tensors/bin/pip install numpy safetensors gguf
    /tmp/tensors/bin/python bench/artifacts/tensors.py

They go beside the parsers that read them: src/formats/{npy,safetensors,gguf}/fixtures/.
"""

import pathlib

import gguf
import numpy as np
from numpy.lib import format as npy_format
from safetensors.numpy import save_file

formats = pathlib.Path(__file__).resolve().parents[2] / "src" / "formats"


def folder(name):
    path = formats / name / "fixtures"
    path.mkdir(parents=True, exist_ok=True)
    return path


def arrays():
    out = folder("npy")
    np.save(out / "floats.npy", np.arange(6, dtype="<f4").reshape(2, 3))
    np.save(out / "fortran.npy", np.asfortranarray(np.ones((3, 2), dtype=">i8")))
    np.save(out / "scalar.npy", np.array(7, dtype="u1"))
    np.save(out / "empty.npy", np.zeros((0, 4), dtype="c8"))
    np.save(out / "words.npy", np.array(["one", "three"], dtype="<U5"))
    np.save(out / "dates.npy", np.array(["2026-01-02"], dtype="M8[D]"))
    nested = np.dtype([("x", "<i4"), ("y", [("a", "S3"), ("b", "<f8", (2,))])], align=True)
    np.save(out / "record.npy", np.zeros(2, dtype=nested))
    np.save(out / "objects.npy", np.array([{"a": 1}, None, "text"], dtype=object))
    with open(out / "version2.npy", "wb") as file:
        npy_format.write_array(file, np.arange(3, dtype="<i2"), version=(2, 0))
    with open(out / "version3.npy", "wb") as file:
        npy_format.write_array(file, np.zeros(2, dtype=[("größe", "<f4")]), version=(3, 0))
    with open(out / "several.npy", "wb") as file:
        np.save(file, np.arange(3, dtype="<i2"))
        np.save(file, np.arange(2, dtype="<f8"))


def tensors():
    out = folder("safetensors")
    save_file(
        {"weight": np.arange(6, dtype="float32").reshape(2, 3), "bias": np.zeros(3, dtype="float16"), "one": np.array(1, dtype="int64")},
        out / "small.safetensors",
        metadata={"format": "np", "license": "apache-2.0"},
    )
    save_file({}, out / "none.safetensors")
    save_file({"nothing": np.zeros((0, 2), dtype="float32"), "flag": np.array([True])}, out / "empty-tensor.safetensors")


def gguf_files():
    out = folder("gguf")
    for name, endianess in (("small", gguf.GGUFEndian.LITTLE), ("big-endian", gguf.GGUFEndian.BIG)):
        writer = gguf.GGUFWriter(out / f"{name}.gguf", "llama", endianess=endianess)
        writer.add_name("Small")
        writer.add_license("apache-2.0")
        writer.add_context_length(2048)
        writer.add_block_count(1)
        writer.add_rope_freq_base(10000.0)
        writer.add_tokenizer_model("gpt2")
        writer.add_token_list(["<s>", "</s>", "ab"])
        writer.add_token_types([3, 3, 1])
        writer.add_bos_token_id(0)
        writer.add_add_bos_token(True)
        writer.add_chat_template("{% for message in messages %}{{ message['content'] }}{% endfor %}")
        writer.add_tensor("token_embd.weight", np.arange(96, dtype="float32").reshape(3, 32))
        writer.add_tensor("blk.0.attn_q.weight", np.zeros((2, 34), dtype="uint8"), raw_dtype=gguf.GGMLQuantizationType.Q8_0)
        writer.add_tensor("output_norm.weight", np.ones(5, dtype="float16"))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()


arrays()
tensors()
gguf_files()
