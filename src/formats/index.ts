export { canonicalJson } from "./canonical-json/canonical-json.ts";
export { digestOf, sha256 } from "./digest/digest.ts";
export { isHidden, visibleText } from "./visible-text/visible-text.ts";
export { jsonPath, type JsonPath } from "./json-path/json-path.ts";
