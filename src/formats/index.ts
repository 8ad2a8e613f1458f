export { canonicalJson } from "./canonical-json/canonical-json.ts";
export { digestOf, sha256 } from "./digest/digest.ts";
export { isHidden, visibleText } from "./visible-text/visible-text.ts";
export { jsonPath, type JsonPath } from "./json-path/json-path.ts";
export { formatsErrors } from "./errors.ts";
export { decodeText, readBounded, readBoundedSync, readTextBounded } from "./bounded/read-bounded.ts";
export {
  defaultYamlLimits,
  fieldName,
  loadYaml,
  type Path,
  type YamlDocument,
  type YamlLimits,
} from "./yaml/load-yaml.ts";
export { defaultJsonLimits, parseJson, type JsonLimits } from "./json/parse-json.ts";
export { checkShape, type PlacedDocument, type Shape, type ShapeErrors } from "./schema/check-shape.ts";
export { closest } from "./schema/closest.ts";
export { oneOrAll, problemsOf } from "./problems/problems.ts";
