/* oxlint-disable max-lines -- data */
// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 344 classes of pandas 3.1.1 that are made empty and given a state. */
export const pandasClasses: Readonly<Record<string, string>> = {
  pandas:
    "ArrowDtype BooleanDtype Categorical CategoricalDtype CategoricalIndex DataFrame DateOffset DatetimeIndex DatetimeTZDtype ExcelFile Flags Float32Dtype Float64Dtype Grouper HDFStore Index Int16Dtype Int32Dtype Int64Dtype Int8Dtype Interval IntervalDtype IntervalIndex MultiIndex NamedAgg Period PeriodDtype PeriodIndex RangeIndex Series SparseDtype StringDtype TimedeltaIndex UInt16Dtype UInt32Dtype UInt64Dtype UInt8Dtype",
  "pandas._libs.algos": "Infinity NegInfinity",
  "pandas._libs.arrays": "NDArrayBacked",
  "pandas._libs.hashtable":
    "Complex128Factorizer Complex128HashTable Complex128Vector Complex64Factorizer Complex64HashTable Complex64Vector Factorizer Float32Factorizer Float32HashTable Float32Vector Float64Factorizer Float64HashTable Float64Vector HashTable Int16Factorizer Int16HashTable Int16Vector Int32Factorizer Int32HashTable Int32Vector Int64Factorizer Int64HashTable Int64Vector Int8Factorizer Int8HashTable Int8Vector ObjectFactorizer ObjectVector PyObjectHashTable StringHashTable StringVector UInt16Factorizer UInt16HashTable UInt16Vector UInt32Factorizer UInt32HashTable UInt32Vector UInt64Factorizer UInt64HashTable UInt64Vector UInt8Factorizer UInt8HashTable UInt8Vector Vector",
  "pandas._libs.index":
    "BaseMultiIndexCodesEngine BoolEngine Complex128Engine Complex64Engine DatetimeEngine ExtensionEngine Float32Engine Float64Engine IndexEngine Int16Engine Int32Engine Int64Engine Int8Engine MaskedBoolEngine MaskedComplex128Engine MaskedComplex64Engine MaskedFloat32Engine MaskedFloat64Engine MaskedIndexEngine MaskedInt16Engine MaskedInt32Engine MaskedInt64Engine MaskedInt8Engine MaskedUInt16Engine MaskedUInt32Engine MaskedUInt64Engine MaskedUInt8Engine ObjectEngine PeriodEngine StringEngine StringObjectEngine TimedeltaEngine UInt16Engine UInt32Engine UInt64Engine UInt8Engine",
  "pandas._libs.indexing": "NDFrameIndexerBase",
  "pandas._libs.internals": "Block BlockManager BlockPlacement BlockValuesRefs",
  "pandas._libs.interval": "IntervalMixin IntervalTree",
  "pandas._libs.lib": "_NoDefault",
  "pandas._libs.missing": "C_NAType",
  "pandas._libs.parsers": "_DatetimeChunkState _PendingStringColumn",
  "pandas._libs.properties": "AxisProperty",
  "pandas._libs.sas": "Parser",
  "pandas._libs.sparse": "BlockIndex IntIndex SparseIndex",
  "pandas._libs.tslibs.conversion": "_TSObject",
  "pandas._libs.tslibs.dtypes": "FreqGroup NpyDatetimeUnit PeriodDtypeBase Resolution",
  "pandas._libs.tslibs.fields": "RoundTo",
  "pandas._libs.tslibs.offsets":
    "BHalfYearBegin BHalfYearEnd BQuarterBegin BQuarterEnd BYearBegin BYearEnd BaseOffset BusinessDay BusinessHour BusinessMixin BusinessMonthBegin BusinessMonthEnd CustomBusinessDay CustomBusinessHour CustomBusinessMonthBegin CustomBusinessMonthEnd Day Easter FY5253 FY5253Mixin FY5253Quarter HalfYearBegin HalfYearEnd HalfYearOffset Hour LastWeekOfMonth Micro Milli Minute MonthBegin MonthEnd MonthOffset Nano QuarterBegin QuarterEnd QuarterOffset RelativeDeltaOffset Second SemiMonthBegin SemiMonthEnd SemiMonthOffset SingleConstructorOffset Tick Week WeekOfMonth WeekOfMonthMixin YearBegin YearEnd YearOffset _CustomBusinessMonth _CustomBusinessMonthBegin _CustomBusinessMonthEnd _YearEnd",
  "pandas._libs.tslibs.parsing": "DateParseError _timelex",
  "pandas._libs.tslibs.period": "PeriodMixin _Period",
  "pandas._libs.tslibs.strptime": "DatetimeParseState TimeRE",
  "pandas._libs.tslibs.timedeltas": "MinMaxReso ResoState",
  "pandas._libs.tslibs.timestamps": "MinMaxReso",
  "pandas._libs.tslibs.tzconversion": "Localizer",
  "pandas.core.accessor": "Accessor DirNamesMixin PandasDelegate",
  "pandas.core.apply":
    "Apply FrameApply FrameColumnApply FrameRowApply GroupByApply NDFrameApply ResamplerWindowApply SeriesApply",
  "pandas.core.arraylike": "OpsMixin",
  "pandas.core.arrays._arrow_string_mixins": "ArrowStringArrayMixin",
  "pandas.core.arrays._mixins": "NDArrayBackedExtensionArray",
  "pandas.core.arrays.arrow.accessors": "ArrowAccessor ListAccessor StructAccessor",
  "pandas.core.arrays.base": "ExtensionArrayNaResult ExtensionOpsMixin",
  "pandas.core.arrays.categorical": "CategoricalAccessor",
  "pandas.core.arrays.datetimelike": "DatelikeOps DatetimeLikeArrayMixin TimelikeOps",
  "pandas.core.arrays.floating": "FloatingDtype",
  "pandas.core.arrays.integer": "IntegerDtype",
  "pandas.core.arrays.masked": "BaseMaskedArray",
  "pandas.core.arrays.numeric": "NumericArray NumericDtype",
  "pandas.core.arrays.sparse.accessor": "BaseAccessor SparseAccessor SparseFrameAccessor",
  "pandas.core.arrays.string_": "BaseStringArray",
  "pandas.core.base": "IndexOpsMixin NoNewAttributesMixin PandasObject SelectionMixin",
  "pandas.core.dtypes.base": "Registry StorageExtensionDtype",
  "pandas.core.dtypes.dtypes": "BaseMaskedDtype NumpyEADtype PandasExtensionDtype",
  "pandas.core.dtypes.generic":
    "ABCCategorical ABCCategoricalIndex ABCDataFrame ABCDatetimeArray ABCDatetimeIndex ABCExtensionArray ABCIndex ABCIntervalIndex ABCMultiIndex ABCNDFrame ABCNumpyExtensionArray ABCPeriodArray ABCPeriodIndex ABCRangeIndex ABCSeries ABCTimedeltaArray ABCTimedeltaIndex",
  "pandas.core.frame": "_DuplicateColumnRecorder",
  "pandas.core.generic": "NDFrame",
  "pandas.core.groupby.base": "OutputKey",
  "pandas.core.groupby.groupby": "BaseGroupBy GroupBy GroupByPlot",
  "pandas.core.groupby.grouper": "Grouping",
  "pandas.core.groupby.indexing": "GroupByIndexingMixin GroupByNthSelector GroupByPositionalSelector",
  "pandas.core.groupby.ops":
    "BaseGrouper BinGrouper DataSplitter FrameSplitter SeriesSplitter WrappedCythonOp",
  "pandas.core.indexers.objects":
    "ExpandingIndexer ExponentialMovingWindowIndexer FixedWindowIndexer GroupByIndexer VariableWindowIndexer",
  "pandas.core.indexes.accessors":
    "ArrowTemporalProperties CombinedDatetimelikeProperties DatetimeProperties PeriodProperties Properties TimedeltaProperties",
  "pandas.core.indexes.datetimelike": "DatetimeIndexOpsMixin DatetimeTimedeltaMixin",
  "pandas.core.indexes.extension": "ExtensionIndex NDArrayBackedExtensionIndex",
  "pandas.core.indexes.multi":
    "MultiIndexPyIntEngine MultiIndexUInt16Engine MultiIndexUInt32Engine MultiIndexUInt64Engine MultiIndexUInt8Engine",
  "pandas.core.indexing":
    "IndexingMixin _AtIndexer _IndexSlice _LocIndexer _LocationIndexer _ScalarAccessIndexer _iAtIndexer _iLocIndexer",
  "pandas.core.internals.api": "_DatetimeTZBlock",
  "pandas.core.internals.blocks":
    "Block DatetimeLikeBlock EABackedBlock ExtensionBlock NDArrayBackedExtensionBlock NumpyBlock",
  "pandas.core.internals.concat": "JoinUnit",
  "pandas.core.internals.managers": "BaseBlockManager BlockManager SingleBlockManager",
  "pandas.core.internals.ops": "BlockPairInfo",
  "pandas.core.methods.describe": "DataFrameDescriber NDFrameDescriberAbstract SeriesDescriber",
  "pandas.core.methods.selectn": "SelectN SelectNFrame SelectNSeries",
  "pandas.core.nanops": "bottleneck_switch disallow",
  "pandas.core.resample": "DatetimeIndexResampler PeriodIndexResampler TimedeltaIndexResampler _GroupByMixin",
  "pandas.core.reshape.merge": "_AsOfMerge _CrossMergeOperation _MergeOperation _OrderedMerge",
  "pandas.core.reshape.reshape": "_Unstacker",
  "pandas.core.strings.accessor": "StringMethods",
  "pandas.core.strings.object_array": "ObjectStringArrayMixin",
  "pandas.core.tools.datetimes": "FulldatetimeDict YearMonthDayDict",
  "pandas.core.window.ewm": "OnlineExponentialMovingWindow",
  "pandas.core.window.rolling": "BaseWindow BaseWindowGroupBy RollingAndExpandingMixin",
};
