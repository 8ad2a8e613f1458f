"""Writes real, harmless model files with the real frameworks, to measure false alarms with.

    python -m venv /tmp/frameworks && /tmp/frameworks/bin/pip install numpy scipy scikit-learn joblib \
        pandas xgboost lightgbm torch transformers statsmodels pillow dill cloudpickle
    /tmp/frameworks/bin/python bench/artifacts/benign.py /tmp/benign

Files go to the folder given, one for every object, protocol and compression, never into the
repository. A framework that is not installed is left out, and said so. Nothing is read back.
"""

import array
import collections
import datetime
import decimal
import enum
import fractions
import functools
import ipaddress
import itertools
import operator
import pathlib
import pickle
import random
import re
import sys
import types
import uuid
import warnings
import zoneinfo

warnings.filterwarnings("ignore")
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
written = collections.Counter()
left_out = []


def path_for(group, name, ending):
    written[group] += 1
    return folder / f"{group}-{name}{ending}"


def save_pickle(group, name, thing, protocols=(2, 4, 5)):
    for protocol in protocols:
        try:
            data = pickle.dumps(thing, protocol)
        except Exception as problem:  # some things cannot be pickled, or not by every protocol
            left_out.append(f"{group} {name} {protocol}: {problem}")
            continue
        path_for(group, f"{name}-p{protocol}", ".pkl").write_bytes(data)


def stdlib():
    point = collections.namedtuple("struct_time", "x y")
    del point
    things = {
        "containers": {"a": [1, 2.5, None, True], "b": (1, (2, (3,))), "c": {1, 2}, "d": frozenset("ab")},
        "bytes": [b"x" * 300, bytearray(b"abc"), "ü" * 300, 2**100, -1, complex(1, 2), range(3), slice(1, 2)],
        "counter": collections.Counter("banana"),
        "ordered": collections.OrderedDict(a=1, b=[2]),
        "default": collections.defaultdict(list, {"a": [1]}),
        "deque": collections.deque([1, 2, 3], maxlen=5),
        "chainmap": collections.ChainMap({"a": 1}),
        "dates": [datetime.datetime.now(), datetime.date.today(), datetime.timedelta(1), datetime.timezone.utc],
        "zone": datetime.datetime(2020, 1, 1, tzinfo=zoneinfo.ZoneInfo("UTC")),
        "numbers": [decimal.Decimal("1.5"), fractions.Fraction(1, 3)],
        "uuid": uuid.uuid4(),
        "paths": [pathlib.PurePosixPath("a/b"), pathlib.Path("c")],
        "regex": re.compile(r"a+b", re.I),
        "namespace": types.SimpleNamespace(a=1, b=[2]),
        "partial": functools.partial(int, base=2),
        "operators": [operator.itemgetter(1), operator.attrgetter("real")],
        "array": array.array("d", [1.0, 2.0]),
        "random": random.Random(1),
        "addresses": [ipaddress.ip_address("203.0.113.1"), ipaddress.ip_network("203.0.113.0/24")],
        "exception": [ValueError("a"), KeyError("b")],
        "types": [int, str, dict, list, len, object, type(None)],
        "shared": [[x := [1], x, x], {"x": x}],
        "many": [{"id": i, "name": f"n{i}"} for i in range(2000)],
        "flag": re.IGNORECASE | re.MULTILINE,
    }
    import argparse

    things["arguments"] = argparse.Namespace(lr=0.1, layers=[1, 2])
    for name, thing in things.items():
        save_pickle("stdlib", name, thing, (0, 1, 2, 3, 4, 5) if name in ("containers", "bytes", "dates") else (0, 2, 4))


def numpys():
    import numpy as np

    things = {
        "array": np.arange(12.0).reshape(3, 4),
        "fortran": np.asfortranarray(np.ones((4, 5))),
        "kinds": [np.zeros(3, t) for t in ("i1", "u2", "f4", "f8", "c16", "?", "S5", "U5", "M8[D]", "m8[s]")],
        "scalars": [np.float64(1), np.float32(2), np.int64(3), np.bool_(True), np.str_("a"), np.datetime64("2020-01-01")],
        "structured": np.zeros(3, [("a", "f4"), ("b", "i8", (2,))]),
        "objects": np.array([{"a": 1}, [2], None], dtype=object),
        "dtype": np.dtype("f8"),
        "types": [np.float64, np.int32, np.ndarray],
        "generator": np.random.default_rng(1),
        "state": np.random.RandomState(1),
        "ufunc": [np.add, np.exp],
        "masked": np.ma.array([1, 2, 3], mask=[0, 1, 0]),
        "matrix": np.matrix([[1, 2], [3, 4]]),
        "record": np.rec.array([(1, 2.0)], dtype=[("a", int), ("b", float)]),
        "polynomial": np.polynomial.Polynomial([1, 2, 3]),
        "poly1d": np.poly1d([1, 2]),
    }
    for name, thing in things.items():
        save_pickle("numpy", name, thing, (0, 2, 4, 5) if name == "array" else (2, 4, 5))
    np.save(path_for("numpy", "objects", ".npy"), things["objects"], allow_pickle=True)


def joblibs():
    import joblib
    import numpy as np

    thing = {"w": np.arange(1000.0), "b": [np.ones((3, 3), "f4"), np.zeros(0)], "o": np.array([1, "a", None], dtype=object)}
    joblib.dump(thing, path_for("joblib", "arrays", ".joblib"))
    for compress in (3, ("gzip", 3), ("bz2", 3), ("xz", 3), ("lzma", 3), ("zlib", 9)):
        name = compress if isinstance(compress, int) else "-".join(map(str, compress))
        joblib.dump(thing, path_for("joblib", f"arrays-{name}", ".joblib"), compress=compress)


def sklearns():
    import joblib
    import numpy as np
    from sklearn.utils import all_estimators

    rng = np.random.default_rng(0)
    X = rng.random((40, 4))
    binary = (X[:, 0] > 0.5).astype(int)
    for number, (name, estimator) in enumerate(all_estimators()):
        try:
            import sklearn.linear_model as lm

            required = {
                "estimator": lm.LogisticRegression(),
                "estimators": [("a", lm.LogisticRegression()), ("b", lm.LogisticRegression())],
                "base_estimator": lm.LogisticRegression(),
                "transformers": [("a", "passthrough", [0])],
                "steps": [("a", lm.LogisticRegression())],
                "transformer_list": [("a", __import__("sklearn.preprocessing").preprocessing.StandardScaler())],
                "param_grid": {"C": [1, 2]},
                "param_distributions": {"C": [1, 2]},
                "dictionary": rng.random((3, 4)),
            }
            import inspect

            needs = [p.name for p in inspect.signature(estimator).parameters.values() if p.default is p.empty and p.kind == p.POSITIONAL_OR_KEYWORD]
            model = estimator(**{key: required[key] for key in needs})
        except Exception as problem:
            left_out.append(f"sklearn {name}: {problem}")
            continue
        for target in (binary, X[:, 1], np.c_[binary, 1 - binary], None):
            try:
                model.fit(X, target) if target is not None else model.fit(X)
                break
            except Exception:
                continue
        try:
            save_pickle("sklearn", name, model, ((2, 4, 5)[number % 3],))
            joblib.dump(model, path_for("sklearn", name, ".joblib"), compress=3 if number % 7 == 0 else 0)
        except Exception as problem:
            left_out.append(f"sklearn {name}: {problem}")
    from sklearn.compose import ColumnTransformer
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
    from sklearn.gaussian_process import GaussianProcessRegressor, kernels
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, StandardScaler
    from sklearn import datasets, metrics

    words = ["red apple", "green pear", "blue plum"] * 4
    extra = {
        "text": make_pipeline(TfidfVectorizer(), lm.LogisticRegression()).fit(words, [0, 1, 0] * 4),
        "count": CountVectorizer(ngram_range=(1, 2)).fit(words),
        "function": FunctionTransformer(np.log1p).fit(X),
        "columns": ColumnTransformer([("s", StandardScaler(), [0, 1])]).fit(X),
        "kernel": GaussianProcessRegressor(kernels.RBF() + kernels.WhiteKernel()).fit(X, X[:, 0]),
        "bunch": datasets.load_iris(),
        "scorer": metrics.make_scorer(metrics.f1_score),
    }
    for name, model in extra.items():
        save_pickle("sklearn", f"extra-{name}", model)
        joblib.dump(model, path_for("sklearn", f"extra-{name}", ".joblib"))


def scipys():
    import numpy as np
    import scipy.interpolate as si
    import scipy.sparse as sp
    import scipy.spatial as ss
    import scipy.stats as st

    things = {kind: getattr(sp, f"{kind}_{what}")(np.eye(4)) for kind in ("csr", "csc", "coo", "lil", "dok", "dia", "bsr") for what in ("matrix",)}
    things |= {f"{kind}-array": getattr(sp, f"{kind}_array")(np.eye(4)) for kind in ("csr", "coo", "lil", "dok")}
    x = np.arange(10.0)
    things |= {
        "interp1d": si.interp1d(x, x**2),
        "cubic": si.CubicSpline(x, x**2),
        "bspline": si.make_interp_spline(x, x**2),
        "rbf": si.RBFInterpolator(x[:, None], x),
        "univariate": si.UnivariateSpline(x, x**2),
        "kdtree": ss.cKDTree(np.random.rand(30, 3)),
        "frozen": st.norm(0, 1),
        "gamma": st.gamma(2.0),
        "poisson": st.poisson(3),
        "distribution": st.norm,
        "kde": st.gaussian_kde(np.random.rand(30)),
        "multivariate": st.multivariate_normal([0, 0]),
        "rotation": ss.transform.Rotation.from_euler("z", 1),
    }
    for name, thing in things.items():
        save_pickle("scipy", name, thing, (2, 4))


def pandass():
    import numpy as np
    import pandas as pd

    frame = pd.DataFrame({"a": [1, 2, 3], "b": list("xyz"), "c": [1.5, None, 2.5]})
    things = {
        "frame": frame,
        "series": frame["a"],
        "dates": pd.Series(pd.date_range("2020", periods=3)),
        "zone": pd.Series(pd.date_range("2020", periods=3, tz="UTC")),
        "category": frame["b"].astype("category"),
        "multi": frame.set_index(["a", "b"]),
        "period": pd.Series(pd.period_range("2020", periods=3, freq="M")),
        "interval": pd.Series(pd.interval_range(0, 3)),
        "nullable": frame.convert_dtypes(),
        "timestamp": [pd.Timestamp("2020"), pd.Timedelta(1, "D"), pd.NaT, pd.NA, pd.Period("2020-01")],
        "sparse": pd.Series(pd.arrays.SparseArray([0, 0, 1])),
        "offset": [pd.offsets.BusinessDay(), pd.offsets.MonthEnd(2)],
        "objects": pd.DataFrame({"a": [[1], {"b": 2}, None]}),
        "index": [pd.RangeIndex(3), pd.Index(["a"]), pd.CategoricalIndex(["a"])],
    }
    for name, thing in things.items():
        save_pickle("pandas", name, thing)
    frame.to_pickle(path_for("pandas", "to-pickle", ".pkl"))


def boosters():
    import numpy as np

    X = np.random.default_rng(0).random((60, 4))
    y = (X[:, 0] > 0.5).astype(int)
    try:
        import xgboost as xgb

        for name, model in {"classifier": xgb.XGBClassifier(n_estimators=3), "regressor": xgb.XGBRegressor(n_estimators=3), "ranker": xgb.XGBRFClassifier(n_estimators=3)}.items():
            model.fit(X, y)
            save_pickle("xgboost", name, model)
            import joblib

            joblib.dump(model, path_for("xgboost", name, ".joblib"))
        save_pickle("xgboost", "booster", xgb.train({}, xgb.DMatrix(X, y), 2))
    except ImportError as problem:
        left_out.append(str(problem))
    try:
        import lightgbm as lgb

        for name, model in {"classifier": lgb.LGBMClassifier(n_estimators=3, verbose=-1), "regressor": lgb.LGBMRegressor(n_estimators=3, verbose=-1)}.items():
            model.fit(X, y)
            save_pickle("lightgbm", name, model)
            import joblib

            joblib.dump(model, path_for("lightgbm", name, ".joblib"))
        save_pickle("lightgbm", "booster", model.booster_)
    except ImportError as problem:
        left_out.append(str(problem))
    try:
        import catboost

        model = catboost.CatBoostClassifier(iterations=2, verbose=0, allow_writing_files=False).fit(X, y)
        save_pickle("catboost", "classifier", model)
    except ImportError as problem:
        left_out.append(str(problem))


def torches():
    import torch
    from torch import nn

    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.BatchNorm1d(8), nn.Dropout(), nn.Linear(8, 2))
    optimiser = torch.optim.AdamW(net.parameters())
    net(torch.rand(3, 4)).sum().backward()
    optimiser.step()
    things = {
        "state": net.state_dict(),
        "module": net,
        "optimiser": optimiser.state_dict(),
        "checkpoint": {"model": net.state_dict(), "optimiser": optimiser.state_dict(), "epoch": 3, "args": {"lr": 0.1}},
        "tensor": torch.rand(3, 4),
        "kinds": [torch.zeros(2, dtype=t) for t in (torch.float16, torch.bfloat16, torch.int8, torch.int64, torch.bool, torch.complex64, torch.float64)],
        "parameter": nn.Parameter(torch.rand(2)),
        "sparse": torch.eye(3).to_sparse(),
        "csr": torch.eye(3).to_sparse_csr(),
        "quantised": torch.quantize_per_tensor(torch.rand(3), 0.1, 0, torch.qint8),
        "views": [w := torch.rand(4, 4), w[1], w.t()],
        "size": [torch.Size([1, 2]), torch.device("cpu"), torch.float32],
        "lstm": nn.LSTM(3, 4),
        "transformer": nn.TransformerEncoderLayer(8, 2),
        "conv": nn.Sequential(nn.Conv2d(1, 2, 3), nn.MaxPool2d(2), nn.Flatten(), nn.Sigmoid()),
        "scheduler": torch.optim.lr_scheduler.StepLR(optimiser, 2).state_dict(),
        "generator": torch.Generator().get_state(),
        "dataset": torch.utils.data.TensorDataset(torch.rand(3)),
        "embedding": nn.Embedding(5, 3),
        "attention": nn.MultiheadAttention(4, 2),
        "distribution": torch.distributions.Normal(0.0, 1.0),
    }
    for name, thing in things.items():
        try:
            torch.save(thing, path_for("torch", f"{name}-zip", ".pt"))
            torch.save(thing, path_for("torch", f"{name}-legacy", ".pt"), _use_new_zipfile_serialization=False)
            save_pickle("torch", name, thing, (2, 4))
        except Exception as problem:
            left_out.append(f"torch {name}: {problem}")


def transformerss():
    import transformers

    for name in ("BertConfig", "GPT2Config", "LlamaConfig", "T5Config", "ViTConfig", "WhisperConfig", "GenerationConfig"):
        save_pickle("transformers", name, getattr(transformers, name)(), (2, 4))
    import torch

    config = transformers.BertConfig(hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8, vocab_size=20)
    model = transformers.BertModel(config)
    torch.save(model.state_dict(), path_for("transformers", "state", ".bin"))
    torch.save(model, path_for("transformers", "model", ".pt"))
    arguments = transformers.TrainingArguments(output_dir="out")
    torch.save(arguments, path_for("transformers", "training-arguments", ".bin"))
    from tokenizers import Tokenizer, models

    tokenizer = Tokenizer(models.WordLevel({"a": 0, "[UNK]": 1}, unk_token="[UNK]"))
    save_pickle("transformers", "tokenizer", tokenizer)
    save_pickle("transformers", "fast", transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer))
    save_pickle("transformers", "batch", transformers.BatchEncoding({"input_ids": [1, 2]}))


def others():
    import numpy as np

    try:
        import statsmodels.api as sm

        x = np.arange(20.0)
        save_pickle("statsmodels", "ols", sm.OLS(x * 2 + 1, sm.add_constant(x)).fit())
        save_pickle("statsmodels", "logit", sm.GLM((x > 9).astype(float), sm.add_constant(np.sin(x)), family=sm.families.Binomial()).fit())
    except ImportError as problem:
        left_out.append(str(problem))
    try:
        from PIL import Image

        save_pickle("pillow", "image", Image.new("RGB", (4, 4)))
    except ImportError as problem:
        left_out.append(str(problem))
    try:
        import networkx as nx

        save_pickle("networkx", "graph", nx.karate_club_graph())
    except ImportError as problem:
        left_out.append(str(problem))
    try:
        import gensim

        save_pickle("gensim", "word2vec", gensim.models.Word2Vec([["a", "b"], ["b", "c"]] * 5, min_count=1, vector_size=4))
    except ImportError as problem:
        left_out.append(str(problem))
    try:
        import spacy

        save_pickle("spacy", "blank", spacy.blank("en"))
    except ImportError as problem:
        left_out.append(str(problem))


for part in (stdlib, numpys, joblibs, sklearns, scipys, pandass, boosters, torches, transformerss, others):
    try:
        part()
    except Exception as problem:
        left_out.append(f"{part.__name__}: {type(problem).__name__}: {problem}")
(folder / "left-out.txt").write_text("\n".join(left_out))
print(dict(written), sum(written.values()), "files,", len(left_out), "left out")
