"""What TensorFlow Privacy says of the shadows of bench/leakage/bench.ts, as lines of JSON.

    python -m venv VENV && VENV/bin/pip install numpy scipy scikit-learn && \\
        VENV/bin/pip install --no-deps tensorflow-privacy==0.8.12
    VENV/bin/python bench/leakage/peers.py

Its tests of privacy need no TensorFlow, which the package would load on import: only their modules are loaded.
0.8.12 is the last release that has them.
"""

import gzip
import importlib
import json
import pathlib
import sysconfig
import time
import types
import warnings
import sys

import numpy as np
from sklearn.metrics import roc_auc_score, roc_curve

warnings.filterwarnings("ignore")
FIXTURES = pathlib.Path(__file__).parents[2] / "src/assess/leakage/fixtures"
ROOT = pathlib.Path(sysconfig.get_paths()["purelib"])


def module(path):
    parts = path.split(".")
    for end in range(1, len(parts)):
        name = ".".join(parts[:end])
        if name not in sys.modules:
            package = types.ModuleType(name)
            package.__path__ = [str(ROOT.joinpath(*parts[:end]))]
            sys.modules[name] = package
    return importlib.import_module(path)


def array(name):
    with gzip.open(FIXTURES / f"shadow-digits-{name}.npy.gz") as file:
        return np.load(file)


tests = "tensorflow_privacy.privacy.privacy_tests"
mia = module(f"{tests}.membership_inference_attack.advanced_mia")
exposures = module(f"{tests}.secret_sharer.exposures")

logits, members = array("logits").astype(np.float64), array("members").astype(bool)
rows = range(logits.shape[1])
for shadows in (8, 16, 64):
    values, saw = logits[2 : 2 + shadows], members[2 : 2 + shadows]
    inside = [values[saw[:, row], row][:, np.newaxis] for row in rows]
    outside = [values[~saw[:, row], row][:, np.newaxis] for row in rows]
    for variant, option, fixed in (
        ("online", "both", False),
        ("online-fixed", "both", True),
        ("offline-fixed", "out", True),
    ):
        figures, start = [], time.time()
        for target in (0, 1):
            scores = -mia.compute_score_lira(
                logits[target][:, np.newaxis], inside, outside, option=option, fix_variance=fixed
            )
            falses, trues, _ = roc_curve(members[target], scores, drop_intermediate=False)
            at = lambda rate: float(trues[falses <= rate].max())
            figures.append((roc_auc_score(members[target], scores), at(0.001), at(0.01)))
        area, tenth, one = np.mean(figures, axis=0)
        print(json.dumps({
            "variant": variant, "shadows": shadows, "area": area, "atTenth": tenth, "atOne": one,
            "milliseconds": 500 * (time.time() - start),
        }))  # fmt: skip

references = np.arange(1, 17, dtype=float)
secrets = [0.0, 0.1, 20.0, 3.5]
told = exposures.compute_exposure_interpolation({k: [s] for k, s in enumerate(secrets)}, references)
print(json.dumps({"exposure": [float(told[k][0]) for k in range(len(secrets))]}))
normal = np.random.default_rng(0).normal(100, 5, 2000)
print(json.dumps({
    "references": normal.tolist(),
    "far": [[s, float(v) if np.isfinite(v) else None] for s in (95.0, 60.0, -150.0) for v in exposures.compute_exposure_extrapolation({0: [s]}, normal)[0]],
}))  # fmt: skip
