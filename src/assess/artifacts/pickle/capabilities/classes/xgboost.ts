/* oxlint-disable max-lines -- data */
// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 22 classes of xgboost 3.2.0 that are made empty and given a state. */
export const xgboostClasses: Readonly<Record<string, string>> = {
  "xgboost.callback":
    "CallbackContainer EarlyStopping EvaluationMonitor LearningRateScheduler TrainingCallback TrainingCheckPoint",
  "xgboost.core":
    "Booster DMatrix DataIter DataSplitMode ExtMemQuantileDMatrix QuantileDMatrix XGBoostError _RefMixIn",
  "xgboost.sklearn":
    "XGBClassifier XGBModel XGBRFClassifier XGBRFRegressor XGBRanker XGBRankerMixIn XGBRegressor _SklObjWProto",
};
