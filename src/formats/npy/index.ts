export { arrayTypeOf, type ArrayType } from "./dtype.ts";
export { parsePythonLiteral, type PythonLiteral } from "./python-literal.ts";
export { beginsAsArray, readArrayHeader, type ArrayHeader } from "./read-array-header.ts";
