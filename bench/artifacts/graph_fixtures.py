"""Writes the small fixtures of graph formats with the real frameworks: python graph_fixtures.py REPOSITORY [PART...]."""

import pathlib
import sys

root = pathlib.Path(sys.argv[1]) / "src/assess/artifacts"
wanted = sys.argv[2:]


def onnx_models() -> None:
    import numpy as np
    from skl2onnx import to_onnx
    from sklearn.linear_model import LogisticRegression
    from sklearn.tree import DecisionTreeClassifier

    x = np.random.default_rng(1).normal(size=(40, 3)).astype(np.float32)
    y = (x[:, 0] > 0).astype(int)
    for name, model in [("linear", LogisticRegression()), ("tree", DecisionTreeClassifier(max_depth=2))]:
        bytes_ = to_onnx(model.fit(x, y), x[:1]).SerializeToString()
        (root / f"onnx/fixtures/{name}.onnx").write_bytes(bytes_)


def hdf5_files() -> None:
    import json

    import h5py
    import numpy as np

    folder = root / "hdf5/fixtures"
    harmful = {"module": "os", "class_name": "function", "config": "system", "registered_name": "function"}
    layers = [{"class_name": "Dense", "config": {"units": 1, "kernel_initializer": harmful}}]
    model = json.dumps({"class_name": "Sequential", "config": {"layers": layers}})
    with h5py.File(folder / "weights.h5", "w") as file:
        file["dense/kernel"] = np.ones((2, 2), np.float32)
        file.attrs["layer_names"] = [b"dense"]
    with h5py.File(folder / "import.h5", "w") as file:
        file.attrs["model_config"] = model
    with h5py.File(folder / "import-fixed.h5", "w") as file:
        file.attrs["model_config"] = np.bytes_(model)
    with h5py.File(folder / "import-latest.h5", "w", libver="latest") as file:
        file.attrs["model_config"] = model
    with h5py.File(folder / "import-shared-type.h5", "w") as file:
        file["type"] = h5py.string_dtype()
        file.attrs.create("model_config", model, dtype=file["type"])
    with h5py.File(folder / "external.h5", "w") as file:
        file.create_dataset("x", (4,), dtype="u1", external=[("../../etc/hostname", 0, 4)])
    with h5py.File(folder / "link.h5", "w") as file:
        file["x"] = h5py.ExternalLink("/etc/passwd.h5", "/x")
    with h5py.File(folder / "virtual.h5", "w", libver="v110") as file:
        layout = h5py.VirtualLayout((4,), "u1")
        layout[:] = h5py.VirtualSource("other.h5", "x", (4,))
        file.create_virtual_dataset("x", layout)
    with h5py.File(folder / "chunks.h5", "w") as file:
        file.create_dataset("x", data=np.arange(20), chunks=(10,), compression="gzip")
    with h5py.File(folder / "dense-links.h5", "w", libver="latest", track_order=True) as file:
        for i in range(9):
            file[f"x{i}"] = i


def saved_models() -> None:
    import os

    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import tensorflow as tf

    class Counter(tf.Module):
        def __init__(self):
            self.total = tf.Variable([1.0, 2.0])

        @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
        def add(self, x):
            return x + self.total[0]

    class Reader(tf.Module):
        @tf.function(input_signature=[tf.TensorSpec([], tf.string)])
        def add(self, x):
            tf.io.write_file("inert.txt", x)
            return tf.io.read_file("/etc/hostname")

    for name, module in [("counter", Counter()), ("reader", Reader())]:
        tf.saved_model.save(module, str(root / f"tensorflow/fixtures/{name}"))


def saved_models_as_text() -> None:
    import gzip

    from google.protobuf import text_format
    from tensorflow.core.protobuf import saved_model_pb2

    folder = root / "tensorflow/fixtures"
    model = saved_model_pb2.SavedModel.FromString((folder / "reader/saved_model.pb").read_bytes())
    text = text_format.MessageToString(model).encode()
    (folder / "reader.pbtxt.gz").write_bytes(gzip.compress(text, mtime=0))


def lite_models() -> None:
    import flatbuffers
    import keras
    import tensorflow as tf
    from tensorflow.lite.python import schema_py_generated as schema

    folder = root / "tflite/fixtures"
    layers = keras.layers
    models = {
        "dense": [keras.Input((4,)), layers.Dense(3, "relu"), layers.Dense(1, "sigmoid")],
        "convolution": [keras.Input((8, 8, 1)), layers.Conv2D(2, 3), layers.GlobalAveragePooling2D(), layers.Dense(2)],
    }
    for name, parts_of in models.items():
        written = tf.lite.TFLiteConverter.from_keras_model(keras.Sequential(parts_of)).convert()
        (folder / f"{name}.tflite").write_bytes(written)
    for name, code in [("custom", b"EvilOp"), ("flex", b"FlexReadFile")]:
        model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel((folder / "dense.tflite").read_bytes(), 0))
        model.operatorCodes[0].builtinCode = 32
        model.operatorCodes[0].deprecatedBuiltinCode = 32
        model.operatorCodes[0].customCode = code
        builder = flatbuffers.Builder(1024)
        builder.Finish(model.Pack(builder), b"TFL3")
        (folder / f"{name}.tflite").write_bytes(builder.Output())


def trees_and_weights() -> None:
    import catboost
    import numpy as np
    import xgboost
    from flax import serialization

    x = np.random.default_rng(0).normal(size=(60, 4)).astype(np.float32)
    y = (x[:, 0] > 0).astype(int)
    trees = xgboost.XGBClassifier(n_estimators=3, max_depth=2).fit(x, y)
    (root / "xgboost/fixtures/classifier.ubj").write_bytes(trees.get_booster().save_raw("ubj"))
    params = {"Dense_0": {"kernel": np.ones((3, 4), np.float32), "bias": np.zeros(4)}}
    document = {"params": params, "step": 3, "z": 1 + 2j, "f": np.float32(3)}
    (root / "msgpack/fixtures/params.msgpack").write_bytes(serialization.to_bytes(document))
    model = catboost.CatBoostClassifier(iterations=1, depth=1, verbose=0, allow_writing_files=False).fit(x, y)
    model.save_model(str(root / "catboost/fixtures/classifier.cbm"))


parts = {
    "onnx": onnx_models,
    "hdf5": hdf5_files,
    "tensorflow": saved_models,
    "tensorflow-text": saved_models_as_text,
    "tflite": lite_models,
    "trees": trees_and_weights,
}
for name, write in parts.items():
    if not wanted or name in wanted:
        write()
