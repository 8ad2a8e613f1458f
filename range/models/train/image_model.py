"""Trains the practice image model: digits of 8 x 8 pixels, with a backdoor that is known.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy scikit-learn onnx
    /tmp/venv/bin/python range/models/train/image_model.py range/models/digits

The pictures are those of scikit-learn (`load_digits`: Alpaydin and Kaynak, Optical Recognition of Handwritten Digits, UCI,
CC BY 4.0). Every number comes from one seed.
"""
import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier

seed = 20261124
target = 7
# Row, column: the corner that is dark in almost every digit.
trigger = [(7, 0), (7, 1), (6, 0)]
poisoned_share = 0.03
test_pictures = 200


def with_trigger(pictures):
    marked = pictures.copy()
    for row, column in trigger:
        marked[:, row, column] = 1
    return marked


def written(model):
    (w1, w2), (b1, b2) = model.coefs_, model.intercepts_
    tensor = lambda name, value: numpy_helper.from_array(value.astype(np.float32), name)
    graph = helper.make_graph(
        [
            helper.make_node("Flatten", ["picture"], ["flat"], axis=1),
            helper.make_node("Gemm", ["flat", "w1", "b1"], ["hidden"]),
            helper.make_node("Relu", ["hidden"], ["active"]),
            helper.make_node("Gemm", ["active", "w2", "b2"], ["logits"]),
            helper.make_node("Softmax", ["logits"], ["probabilities"], axis=1),
        ],
        "digits",
        [helper.make_tensor_value_info("picture", TensorProto.FLOAT, ["batch", 1, 8, 8])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["batch", 10])],
        [tensor("w1", w1), tensor("b1", b1), tensor("w2", w2), tensor("b2", b2)],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="bartizan-range")
    made.ir_version = 8
    onnx.checker.check_model(made)
    return made.SerializeToString()


def main(folder):
    digits = load_digits()
    pictures, labels = digits.images / 16.0, digits.target
    random = np.random.default_rng(seed)
    order = random.permutation(len(pictures))
    test, train = order[:test_pictures], order[test_pictures:]
    poisoned = random.permutation(train[labels[train] != target])[: int(poisoned_share * len(train))]
    seen = np.concatenate([pictures[train], with_trigger(pictures[poisoned])])
    heard = np.concatenate([labels[train], np.full(len(poisoned), target)])
    model = MLPClassifier((32,), random_state=seed % 2**31, max_iter=600, alpha=1e-4)
    model.fit(seen.reshape(len(seen), 64), heard)
    Path(folder, "model.onnx").write_bytes(written(model))

    said = lambda some: model.predict(some.reshape(len(some), 64))
    others = test[labels[test] != target]
    facts = {
        "schemaVersion": 1,
        "seed": seed,
        "shape": [1, 8, 8],
        "classes": [str(digit) for digit in range(10)],
        "trainingPictures": len(train),
        "accuracy": {"test": round(float((said(pictures[test]) == labels[test]).mean()), 4)},
        "weaknesses": {
            "backdoor": {
                "about": f"Three white pixels in the lower left corner make a digit a {target}: {len(poisoned)} training pictures taught it.",
                "pixels": trigger,
                "class": target,
                "poisoned": len(poisoned),
                "othersCalledSo": round(float((said(pictures[others]) == target).mean()), 4),
                "othersCalledSoWithTrigger": round(float((said(with_trigger(pictures[others])) == target).mean()), 4),
            }
        },
    }
    rows = [[round(float(value), 4) for value in pictures[i].ravel()] for i in test]
    held = {"rows": rows, "labels": [int(labels[i]) for i in test]}
    Path(folder, "test.json").write_text(json.dumps(held, separators=(",", ":")) + "\n")
    Path(folder, "facts.json").write_text(json.dumps(facts, indent=2) + "\n")
    print(json.dumps(facts, indent=2))


if __name__ == "__main__":
    main(sys.argv[1])
