"""
Nearest row of the other class of a tree ensemble in L-infinity as a mixed-integer program (Kantchelian, Tygar and
Joseph, 2016), solved by HiGHS through scipy.optimize.milp: what `bench/robustness/trees.ts` compares with.

Reads {"trees": [[node]], "rows": [[x]], "labels": [y]} from standard input; nodes are `[feature, threshold, left, right]`
or `[value]`. Writes one line for each row: distance and seconds (the building of the program is not counted).
"""
import json
import sys
import time

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

given = json.load(sys.stdin)
trees = given["trees"]
splits = sorted({(n[0], n[1]) for t in trees for n in t if len(n) == 4})
place = {split: i for i, split in enumerate(splits)}
by_feature = {}
for feature, threshold in splits:
    by_feature.setdefault(feature, []).append(threshold)
leaves = [[i for i, n in enumerate(t) if len(n) == 1] for t in trees]
first = []
count = len(splits)
for ls in leaves:
    first.append(count)
    count += len(ls)
radius = count
count += 1


def below(tree, node):
    n = tree[node]
    return [node] if len(n) == 1 else below(tree, n[2]) + below(tree, n[3])


def rows_of(x, label):
    """p = 1: x <= threshold. One leaf of each tree, each on the right side of its splits."""
    r, c, v, lo, hi = [], [], [], [], []

    def add(terms, low, high):
        for column, value in terms:
            r.append(len(lo))
            c.append(column)
            v.append(value)
        lo.append(low)
        hi.append(high)

    for feature, ts in by_feature.items():
        for a, b in zip(ts, ts[1:]):
            add([(place[feature, a], 1), (place[feature, b], -1)], -np.inf, 0)
        for t in ts:
            p = place[feature, t]
            if x[feature] > t:
                add([(radius, 1), (p, -(x[feature] - t))], 0, np.inf)
            else:
                add([(radius, 1), (p, t - x[feature])], t - x[feature], np.inf)
    total = []
    for t, tree in enumerate(trees):
        column = {leaf: first[t] + i for i, leaf in enumerate(leaves[t])}
        add([(column[leaf], 1) for leaf in leaves[t]], 1, 1)
        total += [(column[leaf], tree[leaf][0]) for leaf in leaves[t]]
        for n in tree:
            if len(n) == 4:
                p = place[n[0], n[1]]
                add([(column[leaf], 1) for leaf in below(tree, n[2])] + [(p, -1)], -np.inf, 0)
                add([(column[leaf], 1) for leaf in below(tree, n[3])] + [(p, 1)], -np.inf, 1)
    add(total, *((-np.inf, 0) if label == 1 else (1e-9, np.inf)))
    matrix = csr_matrix((v, (r, c)), shape=(len(lo), count))
    return LinearConstraint(matrix, lo, hi)


cost = np.zeros(count)
cost[radius] = 1
whole = np.zeros(count)
whole[: len(splits)] = 1
for x, label in zip(given["rows"], given["labels"]):
    constraint = rows_of(x, label)
    start = time.perf_counter()
    result = milp(cost, integrality=whole, bounds=Bounds(0, 1), constraints=constraint)
    print(json.dumps([float(result.fun), time.perf_counter() - start]), flush=True)
