"""Writes the small models of LightGBM and XGBoost that the tests read: python write-boosted.py FOLDER"""
import sys
import lightgbm as lgb
import numpy as np
import xgboost as xgb

to = sys.argv[1]
rng = np.random.default_rng(0)
x = rng.normal(size=(200, 4))
y = (x[:, 0] > 0).astype(int)
settings = {"objective": "binary:logistic", "max_depth": 2}
xgb.train(settings, xgb.DMatrix(x, label=y), 2).save_model(f"{to}/binary.json")
settings = {"objective": "binary", "num_leaves": 4, "verbose": -1}
lgb.train(settings, lgb.Dataset(x, y), 2).save_model(f"{to}/binary.txt")
