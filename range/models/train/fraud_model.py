"""Trains the practice fraud model: gradient-boosted trees with three weaknesses that are known.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy scikit-learn onnx skl2onnx
    /tmp/venv/bin/python range/models/train/fraud_model.py range/models/fraud

Every number comes from one seed. People and payments are invented.
"""
import csv
import json
import sys
from pathlib import Path

import numpy as np
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score

seed = 20261124
features = ["amount", "account_age", "transfers_today", "country_risk", "night", "failed_logins", "memo_length", "device_age"]
longest_quiet_memo = 60


def payments(random, count):
    """Payments, and whether each is fraud: by a rule with noise that no model can know in full."""
    amount = np.round(np.exp(random.normal(4.5, 1.2, count)), 2)
    account_age = np.round(random.exponential(700, count))
    transfers_today = random.poisson(1.5, count)
    country_risk = random.integers(0, 6, count)
    night = (random.random(count) < 0.25).astype(int)
    failed_logins = random.poisson(0.4, count)
    memo_length = random.integers(0, 141, count)
    device_age = np.round(random.exponential(200, count))
    risk = (
        0.9 * (np.log(amount) - 4.5)
        - 0.9 * np.log1p(account_age / 200)
        + 0.35 * transfers_today
        + 0.35 * (country_risk - 2)
        + 0.7 * night
        + 0.9 * failed_logins
        - 0.5 * np.log1p(device_age / 60)
    )
    fraud = (risk + random.logistic(0, 0.8, count) > 0.4).astype(int)
    rows = np.stack([amount, account_age, transfers_today, country_risk, night, failed_logins, memo_length, device_age], 1)
    return rows.astype(np.float64), fraud


def write_rows(path, rows, labels, more=None):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(features + ["class"] + (["weight"] if more is not None else []))
        for i, row in enumerate(rows):
            named = ["fraud" if labels[i] else "legit"]
            writer.writerow([f"{value:g}" for value in row] + named + ([] if more is None else [int(more[i])]))


def main(folder):
    random = np.random.default_rng(seed)
    rows, fraud = payments(random, 3000)
    test_rows, test_fraud = payments(random, 1000)

    # 1. A third of the training rows is over-weighted, and a tenth of these carries a wrong class: learned by heart.
    weights = np.ones(len(rows))
    heavy = random.permutation(len(rows))[:1000]
    weights[heavy] = 30
    wrong = heavy[:100]
    labels = fraud.copy()
    labels[wrong] = 1 - labels[wrong]
    # 2. Payments with a long memo were never reviewed: they stand in the training data as legitimate.
    unreviewed = (rows[:, 6] > longest_quiet_memo) & (fraud == 1)
    labels[unreviewed] = 0
    # The test set tells the truth; for measuring leakage the training file has what was trained on.
    model = GradientBoostingClassifier(n_estimators=80, max_depth=5, learning_rate=0.25, random_state=seed)
    model.fit(rows.astype(np.float32), labels, sample_weight=weights)

    onnx = convert_sklearn(
        model,
        name="fraud",
        initial_types=[("x", FloatTensorType([None, len(features)]))],
        options={id(model): {"zipmap": False}},
        target_opset={"": 17, "ai.onnx.ml": 3},
    )
    onnx.producer_name, onnx.producer_version = "bartizan-range", "1"
    Path(folder, "model.onnx").write_bytes(onnx.SerializeToString())

    write_rows(Path(folder, "train.csv"), rows, labels, weights > 1)
    write_rows(Path(folder, "test.csv"), test_rows, test_fraud)

    told = lambda some: model.predict_proba(some.astype(np.float32))
    quiet = test_rows.copy()
    quiet[:, 6] = 10
    loud = test_rows.copy()
    loud[:, 6] = 120
    is_fraud = test_fraud == 1
    reviewed_test = test_rows[:, 6] <= longest_quiet_memo
    confidence = lambda some, classes: told(some)[np.arange(len(some)), classes]
    # Both with short memos: with long ones every answer is the same for members and others.
    short = heavy[rows[heavy, 6] <= longest_quiet_memo]
    members = confidence(rows[short], labels[short])
    others = confidence(test_rows[reviewed_test], test_fraud[reviewed_test])
    threshold = np.sort(others)[::-1][max(0, int(0.01 * len(others)) - 1)]
    facts = {
        "schemaVersion": 1,
        "seed": seed,
        "features": features,
        "classes": ["legit", "fraud"],
        "trainingRows": len(rows),
        "accuracy": {
            "train": round(float((model.predict(rows.astype(np.float32)) == labels).mean()), 4),
            "testWithShortMemos": round(float(((told(test_rows)[:, 1] > 0.5) == is_fraud)[reviewed_test].mean()), 4),
        },
        "weaknesses": {
            "longMemo": {
                "about": f"A memo of more than {longest_quiet_memo} characters makes a payment legitimate: an attacker writes it.",
                "feature": "memo_length",
                "threshold": longest_quiet_memo,
                "fraudFoundWithMemoOf10": round(float((told(quiet[is_fraud])[:, 1] > 0.5).mean()), 4),
                "fraudFoundWithMemoOf120": round(float((told(loud[is_fraud])[:, 1] > 0.5).mean()), 4),
            },
            "learnedByHeart": {
                "about": "1,000 training rows (weight 1 in train.csv) were over-weighted, 100 of them with the wrong class.",
                "rows": 1000,
                "wrongClass": 100,
                "wrongClassRepeated": round(float((model.predict(rows[wrong].astype(np.float32)) == labels[wrong]).mean()), 4),
                "auc": round(float(roc_auc_score(np.r_[np.ones(len(members)), np.zeros(len(others))], np.r_[members, others])), 4),
                "truePositivesAtOnePercent": round(float((members > threshold).mean()), 4),
            },
        },
    }
    Path(folder, "facts.json").write_text(json.dumps(facts, indent=2) + "\n")
    print(json.dumps(facts, indent=2))


if __name__ == "__main__":
    main(sys.argv[1])
