/* oxlint-disable max-lines -- data */
// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 13 classes of catboost 1.2.10 that are made empty and given a state. */
export const catboostClasses: Readonly<Record<string, string>> = {
  "catboost.core":
    "CatBoost CatBoostClassifier CatBoostRanker CatBoostRegressor EFeaturesSelectionAlgorithm EFeaturesSelectionGrouping EFstrType EShapCalcType _CatBoostBase _CustomLoggersStack _StreamLikeWrapper _TrainCallbacksWrapper polars",
};
