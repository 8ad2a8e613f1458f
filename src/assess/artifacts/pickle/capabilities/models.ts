import type { LibraryCapabilities } from "./capability.ts";

/** Functions of the languages of spaCy 3.8: each takes a word, or a parsed text. */
const languages = (names: string, ids: string): Readonly<Record<string, string>> => {
  const [module = "", ...functions] = names.split(" ");
  return Object.fromEntries(ids.split(" ").map((id) => [`spacy.lang.${id}.${module}`, functions.join(" ")]));
};
const spacyFunctions = {
  ...languages(
    "lex_attrs like_num",
    "am ar az bg bo ca cs da dsb el en es eu fa fi fr grc he hi hsb ht hy id kmr ko ky la lb lg lt mk ml ms ne nl pl pt ro ru sa si sk sl sr sv ta te th ti tl tn tr tt uk ur vi yo zh",
  ),
  ...languages("syntax_iterators noun_chunks", "ca da de el en es fa fi fr ht id it ja la ms nb nl pt sv tr"),
};

/** Functions and constructors that model libraries write besides plain instances. */
export const models: LibraryCapabilities = {
  library: "model libraries",
  groups: [
    {
      capability: { can: "pure" },
      reason: "A compiled class of numbers and arrays; its constructor takes sizes or rates.",
      source: "https://github.com/scikit-learn/scikit-learn",
      names: {
        "sklearn.tree._tree": "Tree",
        "sklearn.tree._splitter": "BestSplitter RandomSplitter",
        "sklearn.tree._criterion": "Gini Entropy MSE MAE FriedmanMSE Poisson",
        "sklearn.linear_model._sgd_fast":
          "Hinge SquaredHinge Log SquaredLoss Huber EpsilonInsensitive SquaredEpsilonInsensitive ModifiedHuber Classification Regression",
        "sklearn._loss._loss":
          "CyHalfSquaredError CyAbsoluteError CyPinballLoss CyHuberLoss CyHalfPoissonLoss CyHalfGammaLoss CyHalfTweedieLoss CyHalfTweedieLossIdentity CyHalfBinomialLoss CyHalfMultinomialLoss CyExponentialLoss",
        "sklearn._loss.loss":
          "HalfSquaredError AbsoluteError PinballLoss HuberLoss HalfPoissonLoss HalfGammaLoss HalfTweedieLoss HalfTweedieLossIdentity HalfBinomialLoss HalfMultinomialLoss ExponentialLoss",
        "sklearn._loss.link": "IdentityLink LogLink LogitLink HalfLogitLink MultinomialLogit Interval",
      },
    },
    {
      capability: { can: "rebuild", argument: 0 },
      reason: "Makes an empty object of the compiled class given.",
      source: "https://github.com/scikit-learn/scikit-learn/blob/main/sklearn/neighbors/_binary_tree.pxi.tp",
      names: {
        "sklearn.neighbors._kd_tree": "newObj",
        "sklearn.neighbors._ball_tree": "newObj",
        "sklearn.neighbors._dist_metrics": "newObj",
        "sklearn.neighbors.kd_tree": "newObj",
        "sklearn.neighbors.ball_tree": "newObj",
        "sklearn.neighbors.dist_metrics": "newObj",
        "sklearn.metrics._dist_metrics": "newObj",
      },
    },
    {
      capability: { can: "instance" },
      reason: "A compiled class of numbers and arrays.",
      source: "https://github.com/scikit-learn/scikit-learn/tree/main/sklearn/neighbors",
      names: {
        "sklearn.neighbors._kd_tree": "KDTree KDTree64 KDTree32",
        "sklearn.neighbors._ball_tree": "BallTree BallTree64 BallTree32",
        "sklearn.metrics._dist_metrics":
          "DistanceMetric DistanceMetric64 DistanceMetric32 EuclideanDistance EuclideanDistance64 EuclideanDistance32 ManhattanDistance ManhattanDistance64 ManhattanDistance32 MinkowskiDistance MinkowskiDistance64 MinkowskiDistance32 ChebyshevDistance ChebyshevDistance64 ChebyshevDistance32 HaversineDistance HaversineDistance64 CanberraDistance64 HammingDistance64 MahalanobisDistance64 SEuclideanDistance64 BrayCurtisDistance64 JaccardDistance64",
        "sklearn.neighbors._dist_metrics":
          "EuclideanDistance ManhattanDistance MinkowskiDistance ChebyshevDistance HaversineDistance",
      },
    },
    {
      capability: { can: "pure" },
      reason: "A numerical function that an estimator keeps to call on arrays.",
      source: "https://scikit-learn.org/stable/api/",
      names: {
        "sklearn.feature_selection._univariate_selection":
          "f_classif f_regression chi2 r_regression f_oneway",
        "sklearn.feature_selection._mutual_info": "mutual_info_classif mutual_info_regression",
        "sklearn.metrics._classification":
          "f1_score accuracy_score precision_score recall_score fbeta_score log_loss balanced_accuracy_score jaccard_score matthews_corrcoef cohen_kappa_score brier_score_loss hamming_loss zero_one_loss",
        "sklearn.metrics._regression":
          "mean_squared_error mean_absolute_error r2_score explained_variance_score max_error median_absolute_error mean_squared_log_error mean_absolute_percentage_error root_mean_squared_error",
        "sklearn.metrics._ranking":
          "roc_auc_score average_precision_score top_k_accuracy_score ndcg_score dcg_score",
        "sklearn.metrics._scorer": "_passthrough_scorer",
        "sklearn.metrics.pairwise":
          "rbf_kernel linear_kernel polynomial_kernel cosine_similarity euclidean_distances pairwise_distances",
        "sklearn.preprocessing._data": "scale minmax_scale normalize",
        "sklearn.covariance._empirical_covariance": "empirical_covariance",
        "scipy.special._ufuncs": "expit logit gammaln digamma erf erfc xlogy log1p expm1",
        "scipy.special": "expit logit gammaln digamma erf erfc xlogy",
        "scipy._lib.array_api_compat.numpy._aliases": "asarray",
        "scipy._lib.array_api_compat.numpy": "asarray",
        "scipy.stats._kde": "gaussian_kde",
        "sklearn.cluster._kmeans": "_kmeans_single_lloyd _kmeans_single_elkan",
        "scipy.interpolate._interpolate":
          "interp1d._call_linear interp1d._call_linear_np interp1d._call_nearest interp1d._call_spline interp1d._call_previousnext interp1d._call_nan_spline interp1d._call_nearest_up",
      },
    },
    {
      capability: { can: "instance" },
      reason: "Keeps a Python function to call it on arrays later; the function is judged by its own name.",
      source: "https://numpy.org/doc/stable/reference/generated/numpy.vectorize.html",
      names: {
        numpy: "vectorize",
        "numpy.lib.function_base": "vectorize",
        "numpy.lib._function_base_impl": "vectorize",
      },
    },
    {
      capability: { can: "pure" },
      reason: "An activation, loss or initialisation on tensors.",
      source: "https://docs.pytorch.org/docs/stable/nn.functional.html",
      names: {
        "torch.nn.functional":
          "relu gelu silu mish tanh sigmoid softmax log_softmax elu selu leaky_relu softplus hardswish hardtanh relu6 celu glu logsigmoid softmin softsign dropout cross_entropy mse_loss l1_loss nll_loss binary_cross_entropy binary_cross_entropy_with_logits linear normalize",
        "torch._C._nn": "gelu",
        torch: "relu tanh sigmoid softmax",
      },
    },
    {
      capability: { can: "pure" },
      reason: "Puts a frame, an index, an array or a date together from its parts.",
      source: "https://github.com/pandas-dev/pandas/tree/main/pandas/_libs",
      names: {
        pandas:
          "Timestamp Timedelta Period Interval NA NaT Index RangeIndex StringDtype CategoricalDtype DatetimeTZDtype PeriodDtype IntervalDtype SparseDtype Int64Dtype Int32Dtype Int16Dtype Int8Dtype UInt64Dtype UInt32Dtype UInt16Dtype UInt8Dtype Float64Dtype Float32Dtype BooleanDtype DataFrame Series",
        "pandas.core.internals.managers": "BlockManager SingleBlockManager",
        "pandas.core.arrays.string_": "StringDtype",
        "pandas.core.dtypes.dtypes":
          "CategoricalDtype DatetimeTZDtype PeriodDtype IntervalDtype SparseDtype NumpyEADtype PandasDtype",
        "pandas._libs.internals": "_unpickle_block BlockPlacement",
        "pandas._libs.arrays": "__pyx_unpickle_NDArrayBacked NDArrayBacked",
        "pandas._libs.interval": "__pyx_unpickle_IntervalMixin Interval",
        "pandas._libs.tslibs.timestamps": "_unpickle_timestamp Timestamp",
        "pandas._libs.tslibs.timedeltas": "_timedelta_unpickle Timedelta",
        "pandas._libs.tslibs.nattype": "_nat_unpickle __nat_unpickle NaTType",
        "pandas._libs.tslibs.period": "Period",
        "pandas._libs.missing": "NAType",
        "pandas._libs.sparse": "IntIndex BlockIndex",
        "pandas._libs.tslibs.offsets":
          "BusinessDay BusinessHour CustomBusinessDay CustomBusinessHour BusinessMonthBegin BusinessMonthEnd MonthEnd MonthBegin Day Hour Minute Second Milli Micro Nano Week WeekOfMonth LastWeekOfMonth QuarterEnd QuarterBegin BQuarterEnd BQuarterBegin YearEnd YearBegin BYearEnd BYearBegin SemiMonthEnd SemiMonthBegin Easter DateOffset FY5253 FY5253Quarter Tick _offset_range",
        "pandas.offsets": "BusinessDay MonthEnd",
        "pandas.core.flags": "Flags",
      },
    },
    {
      capability: { can: "rebuild", argument: 0 },
      reason: "Makes an index of the class given out of a dict.",
      source: "https://github.com/pandas-dev/pandas/blob/main/pandas/core/indexes/base.py",
      names: {
        "pandas.core.indexes.base": "_new_Index",
        "pandas.core.indexes.datetimes": "_new_DatetimeIndex",
        "pandas.core.indexes.period": "_new_PeriodIndex",
        "pandas.core.arrays.interval": "_new_IntervalArray",
        "pandas.indexes.base": "_new_Index",
      },
    },
    {
      capability: { can: "instance" },
      reason: "A frame, series, index or array: it takes its blocks from its state.",
      source: "https://github.com/pandas-dev/pandas/tree/main/pandas/core",
      names: {
        "pandas.core.frame": "DataFrame",
        "pandas.core.series": "Series",
        "pandas.core.indexes.base": "Index",
        "pandas.core.indexes.range": "RangeIndex",
        "pandas.core.indexes.numeric": "Int64Index Float64Index UInt64Index",
        "pandas.core.indexes.multi": "MultiIndex",
        "pandas.core.indexes.category": "CategoricalIndex",
        "pandas.core.indexes.datetimes": "DatetimeIndex",
        "pandas.core.indexes.period": "PeriodIndex",
        "pandas.core.indexes.interval": "IntervalIndex",
        "pandas.core.arrays.categorical": "Categorical",
        "pandas.core.arrays.datetimes": "DatetimeArray",
        "pandas.core.arrays.string_": "StringArray",
        "pandas.core.arrays.integer": "IntegerArray",
        "pandas.core.arrays.floating": "FloatingArray",
        "pandas.core.arrays.boolean": "BooleanArray",
        "pandas.core.internals.blocks": "Block ObjectBlock FloatBlock IntBlock new_block",
        "pandas.arrays":
          "StringArray IntegerArray FloatingArray BooleanArray DatetimeArray PeriodArray IntervalArray SparseArray TimedeltaArray NumpyExtensionArray ArrowStringArray ArrowExtensionArray",
      },
    },
    {
      capability: { can: "pure" },
      reason: "Puts a vocabulary or the vectors of a language together from bytes in the pickle.",
      source: "https://github.com/explosion/spaCy",
      names: {
        "spacy.morphology": "unpickle_morphology",
        "spacy.strings": "StringStore",
        "spacy.util": "raise_error",
        // `Vectors().from_bytes(…)`: MessagePack of numbers; its arrays are read by `np.frombuffer`.
        "spacy.vectors": "unpickle_vectors",
        // Keeps the functions it is given, and looks the words of its rules up in the vocabulary.
        "spacy.tokenizer": "Tokenizer",
      },
    },
    {
      capability: { can: "nested", argument: 4, as: "pickle" },
      reason: "Puts a vocabulary together; its getters of attributes come as a pickle, which it unpickles.",
      source: "https://github.com/explosion/spaCy/blob/master/spacy/vocab.pyx",
      names: { "spacy.vocab": "unpickle_vocab" },
    },
    {
      capability: { can: "nested", argument: 0, as: "pickle" },
      reason: "Unpickles the bytes it is given, by cloudpickle.",
      source: "https://github.com/explosion/srsly/blob/master/srsly/_pickle_api.py",
      names: {
        srsly: "pickle_loads",
        "srsly._pickle_api": "pickle_loads",
        "srsly.cloudpickle": "loads",
        "srsly.cloudpickle.cloudpickle": "loads",
      },
    },
    {
      capability: { can: "instance" },
      reason:
        "A function on one word or one parsed text that a vocabulary keeps to call later; it is never called by a pickle of spaCy.",
      source: "https://github.com/explosion/spaCy/tree/master/spacy/lang",
      names: {
        "spacy.util": "_get_attr_unless_lookup",
        "spacy.lang.lex_attrs":
          "is_punct is_ascii like_num is_bracket is_quote is_left_punct is_right_punct is_currency like_email like_url word_shape lower prefix suffix is_alpha is_digit is_lower is_space is_title is_upper is_stop get_lang",
        ...spacyFunctions,
      },
    },
    {
      capability: { can: "pure" },
      reason: "Makes a cell, a weak reference or a view of a dict that holds what it is given.",
      source: "https://github.com/uqfoundation/dill/blob/master/dill/_dill.py",
      names: {
        "dill._dill": "_create_cell _create_lock _create_stringi",
        "cloudpickle.cloudpickle": "_make_empty_cell _make_cell",
      },
    },
    {
      capability: { can: "pure" },
      reason: "Raises, or is never called while loading.",
      source: "https://github.com/piskvorky/gensim/blob/develop/gensim/utils.py",
      names: { "gensim.utils": "call_on_class_only" },
    },
  ],
};
