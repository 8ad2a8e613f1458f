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


parts = {"onnx": onnx_models}
for name, write in parts.items():
    if not wanted or name in wanted:
        write()
