import { knownOperators } from "./known-operators.ts";

/** Operators that call into Python. */
const python: ReadonlySet<string> = new Set(["PyFunc", "PyFuncStateless", "EagerPyFunc"]);

/** Operators that read or write files, or reach the network, wherever they stand: no model needs one to be served. */
const harmful: ReadonlySet<string> = new Set([
  "CreateSummaryDbWriter",
  "CreateSummaryFileWriter",
  "DatasetToTFRecord",
  "DebugGradientIdentity",
  "DebugIdentity",
  "DebugIdentityV2",
  "DebugIdentityV3",
  "DebugNumericSummary",
  "DebugNumericSummaryV2",
  "DistributedSave",
  "ExperimentalDatasetToTFRecord",
  "ExperimentalMatchingFilesDataset",
  "ExperimentalSqlDataset",
  "FileSystemSetConfiguration",
  "ImmutableConst",
  "ListSnapshotChunksDataset",
  "LoadDataset",
  "MatchingFiles",
  "MatchingFilesDataset",
  "ReadFile",
  "RpcCall",
  "RpcClient",
  "RpcServer",
  "SaveDataset",
  "SaveDatasetV2",
  "SnapshotDataset",
  "SnapshotDatasetV2",
  "SqlDataset",
  "WriteFile",
]);

/** Operators that read files whose names come from elsewhere: data for training more than a model. */
const readers: ReadonlySet<string> = new Set([
  "CSVDataset",
  "CSVDatasetV2",
  "DataServiceDataset",
  "DataServiceDatasetV2",
  "DataServiceDatasetV3",
  "DataServiceDatasetV4",
  "FixedLengthRecordDataset",
  "FixedLengthRecordDatasetV2",
  "FixedLengthRecordReader",
  "FixedLengthRecordReaderV2",
  "GenerateVocabRemapping",
  "LMDBDataset",
  "LMDBReader",
  "LoadAndRemapMatrix",
  "RegisterDataset",
  "RegisterDatasetV2",
  "RemoteCall",
  "TFRecordDataset",
  "TFRecordDatasetV2",
  "TFRecordReader",
  "TFRecordReaderV2",
  "TextLineDataset",
  "TextLineReader",
  "TextLineReaderV2",
  "WholeFileReader",
  "WholeFileReaderV2",
]);

/** Operators that every exported model has for its variables and vocabularies; what counts is which file they name. */
const named: ReadonlySet<string> = new Set([
  "CacheDataset",
  "CacheDatasetV2",
  "InitializeTableFromTextFile",
  "InitializeTableFromTextFileV2",
  "MergeV2Checkpoints",
  "PrintV2",
  "Restore",
  "RestoreSlice",
  "RestoreV2",
  "Save",
  "SaveSlices",
  "SaveV2",
  "ShardedFilename",
  "SimpleMLLoadModelFromPathWithHandle",
]);

export type OperatorKind = "python" | "harmful" | "reader" | "named" | "known" | "unknown";

export function operatorKind(operator: string): OperatorKind {
  if (python.has(operator)) return "python";
  if (harmful.has(operator)) return "harmful";
  if (readers.has(operator)) return "reader";
  if (named.has(operator)) return "named";
  return knownOperators.has(operator) ? "known" : "unknown";
}
