export { memorySource, partOf, type ByteSource } from "./bytes/byte-source.ts";
export { bufferedSource, type BufferedOptions } from "./bytes/buffered-source.ts";
export { breathingSource } from "./bytes/breathing-source.ts";
export { ByteReader } from "./bytes/byte-reader.ts";
export { fileSource } from "./bytes/file-source.ts";
export { spool, type SpoolLimits } from "./bytes/spool.ts";
export { executableKind, looksLikeLlamafile, type ExecutableKind } from "./executable/index.ts";
export {
  isZipAtEnd,
  readZip,
  zipFlags,
  type CentralDirectory,
  type CentralHeader,
  type LocalEntry,
  type ZipFields,
  type ZipFile,
} from "./zip/index.ts";
export {
  decodeSevenZipFolder,
  readSevenZip,
  type SevenZipFile,
  type SevenZipPlacedFolder,
} from "./seven-zip/index.ts";
export { isTarHeader, readTar, type TarEntry } from "./tar/index.ts";
export {
  bunzip2,
  gunzip,
  inflate,
  inflate64,
  inflateZlib,
  lz4LegacyMagic,
  lz4Magic,
  readGzipHeader,
  Unpacking,
  unlz4,
  unlzma,
  unlzma2,
  unlzmaAlone,
  unxz,
  unzstd,
  type Decoder,
} from "./unpack/index.ts";
export { FormatFault, type FaultKind } from "./fault/format-fault.ts";
export { ByteLedger, type Overlap } from "./ledger/byte-ledger.ts";
export { canonicalJson } from "./canonical-json/canonical-json.ts";
export { digestOf, sha256 } from "./digest/digest.ts";
export { globOf, type Glob } from "./glob/glob.ts";
export { isHidden, visibleText } from "./visible-text/visible-text.ts";
export { jsonPath, type JsonPath, type JsonPlace } from "./json-path/json-path.ts";
export { formatsErrors } from "./errors.ts";
export { decodeText, readBounded, readBoundedSync, readTextBounded } from "./bounded/read-bounded.ts";
export { defaultYamlLimits, type Path, type YamlLimits } from "./yaml/limits.ts";
export { fieldName, loadYaml, loadYamlDocuments, type YamlDocument } from "./yaml/load-yaml.ts";
export { defaultJsonLimits, parseJson, type JsonLimits } from "./json/parse-json.ts";
export { checkShape, type PlacedDocument, type Shape, type ShapeErrors } from "./schema/check-shape.ts";
export { closest } from "./schema/closest.ts";
export {
  compileSchema,
  schemaLimits,
  type CompiledSchema,
  type SchemaFault,
  type SchemaOptions,
} from "./json-schema/index.ts";
export { oneOrAll, problemsOf } from "./problems/problems.ts";
export { xmlAttribute, xmlText } from "./xml/xml-text.ts";
export {
  callWays,
  couldBePickle,
  entryOf,
  machineLimits,
  opcodeOf,
  opcodes,
  pickleKinds,
  runPickle,
  wholeOf,
  wholesOf,
  type CallWay,
  type DivergenceKind,
  type MachineLimits,
  type MutationWay,
  type Operand,
  type PickleGlobal,
  type PickleState,
  type PickleObserver,
  type PickleRun,
  type PickleSession,
  type PickleValue,
  type ReadLimits,
  type RunOptions,
} from "./pickle/index.ts";
export {
  bigintOf,
  bytesOf,
  floatOf,
  int64Of,
  Message,
  packedVarints,
  plansOf,
  readMessage,
  textOf,
  walkMessages,
  type FieldKind,
  type FieldPlan,
  type MessagePlan,
  type MessageValue,
  type WireLimits,
  type Span,
  type Visit,
  type WireField,
  type WireType,
} from "./protobuf/index.ts";
export { walkTextMessages, type TextVisit } from "./protobuf-text/index.ts";
export {
  beginsAsOcdbt,
  checkOcdbtBlock,
  ocdbtBlockLength,
  readOcdbtBlock,
  readOcdbtManifest,
  type OcdbtBlock,
  type OcdbtBranch,
  type OcdbtPlace,
} from "./ocdbt/index.ts";
export {
  checkZarrChunk,
  isZarrArray,
  readZarrArray,
  type ZarrArray,
  type ZarrReading,
} from "./zarr/index.ts";
export { bitsOfElement, couldBeOnnx, onnxModelPlan } from "./onnx/index.ts";
export {
  beginsAsArray,
  parsePythonLiteral,
  readArrayHeader,
  type ArrayHeader,
  type ArrayType,
  type PythonLiteral,
} from "./npy/index.ts";
export { readLooseJson, type LooseJson } from "./json/read-loose-json.ts";
export {
  beginsAsSafetensors,
  largestSafetensorsHeader,
  readSafetensors,
  safetensorsBits,
  type Extent,
  type SafeTensor,
  type SafetensorsFault,
  type SafetensorsFile,
  type SafetensorsVisitor,
} from "./safetensors/index.ts";
export {
  beginsAsGguf,
  ggufTensorTypes,
  readGguf,
  type GgufFault,
  type GgufFile,
  type GgufTensor,
  type GgufValue,
  type GgufVisitor,
  type TensorType,
} from "./gguf/index.ts";
export { hdf5Start, readHdf5Collection, walkHdf5, type Hdf5Attribute, type Hdf5Visit } from "./hdf5/index.ts";
export {
  parseJinja,
  type JinjaArguments,
  type JinjaExpression,
  type JinjaStatement,
  type JinjaTemplate,
} from "./jinja/index.ts";
export {
  endsAsTable,
  fingerprintDefPlan,
  graphDefPlan,
  metaGraphDefPlan,
  readCheckpointIndex,
  savedModelPlan,
  tensorflowKind,
  tensorflowTextKind,
  type CheckpointEntry,
} from "./tensorflow/index.ts";
export { readXml, type XmlElement, type XmlVisit } from "./xml/read-xml.ts";
export { walkUbjson, type UbjsonVisit } from "./ubjson/walk-ubjson.ts";
export { walkMsgpack, type MsgpackVisit } from "./msgpack/walk-msgpack.ts";
export { beginsAsArrowFile, beginsAsArrowStream, readArrow, type ArrowVisitor } from "./arrow/index.ts";
export { beginsAsParquet, readParquet, type ParquetVisitor } from "./parquet/index.ts";
export { walkFlatbuffer, type FlatSchema, type FlatTable } from "./flatbuffer/walk-flatbuffer.ts";
export { beginsAsTfRecord, crc32c, maskedCrc32c, readTfRecords, type TfRecord } from "./tfrecord/index.ts";
export { rowOfText, textOfRow } from "./text-rows/index.ts";
