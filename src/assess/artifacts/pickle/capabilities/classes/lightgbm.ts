/* oxlint-disable max-lines -- data */
// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 17 classes of lightgbm 4.7.0 that are made empty and given a state. */
export const lightgbmClasses: Readonly<Record<string, string>> = {
  "lightgbm.basic":
    "Booster Dataset EvalResult LGBMDeprecationWarning LightGBMError Sequence _ConfigAliases _DummyLogger _InnerPredictor _MissingType _TempFile",
  "lightgbm.sklearn":
    "LGBMClassifier LGBMModel LGBMRanker LGBMRegressor _EvalFunctionWrapper _ObjectiveFunctionWrapper",
};
