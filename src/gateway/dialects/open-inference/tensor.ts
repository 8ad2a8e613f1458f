import type { JsonObject, Role, Stage } from "../../../contracts/index.ts";
import { arrayOf, objectOf, pointerTo, stringOf, type Json, type PartList } from "../../parts/index.ts";
import { leavesOf, type Leaf, type Tensor } from "../../predict/index.ts";
import { badRequest } from "../../problems/index.ts";

const integers = /^U?INT(?:8|16|32|64)$/;
const floats = /^(?:FP(?:16|32|64)|BF16)$/;
const maxRank = 16;
/** Members that are read; `parameters` and what nobody knows are inspected. */
const members = new Set(["name", "shape", "datatype", "data"]);

export interface ReadTensor extends Tensor {
  readonly kind: "integer" | "float" | "bool" | "text";
}

/**
 * Reads one tensor as the Open Inference Protocol writes it in JSON. Its texts and the texts around it become parts.
 *
 * @throws WireError when its values are not those its shape and datatype say
 */
export function readTensor(
  value: Json,
  at: string,
  list: PartList,
  speaker: { readonly stage: Stage; readonly role: Role },
): ReadTensor {
  const tensor = objectOf(value);
  const name = stringOf(tensor?.["name"]);
  if (tensor === undefined || name === undefined || name.length > 256) {
    throw badRequest("A tensor must have a name.", at);
  }
  refuseBinary(tensor["parameters"], at);
  const { stage, role } = speaker;
  for (const [key, member] of Object.entries(tensor)) {
    if (!members.has(key)) list.strings(member, pointerTo(at, key), stage, role);
  }
  const kind = kindOf(tensor, at);
  const shape = shapeOf(tensor, at);
  const values = leavesOf(tensor["data"]);
  const size = shape.reduce((product, length) => product * length, 1);
  if (values === undefined || values.length !== size || !Array.isArray(tensor["data"])) {
    throw badRequest("`data` must be a list of as many values as `shape` says.", `${at}/data`);
  }
  if (!values.every((leaf) => fits(leaf, kind))) {
    throw badRequest(
      kind === "integer"
        ? "A value is no whole number, or larger than 2^53 − 1 and could not be passed on as it is."
        : "A value is not of the tensor's `datatype`.",
      `${at}/data`,
    );
  }
  if (kind === "text") list.strings(tensor["data"], `${at}/data`, stage, role, { source: name });
  return { name, shape, values, kind };
}

/** Refuses parameters that announce bytes instead of JSON. */
export function refuseBinary(parameters: Json, at: string): void {
  const given = objectOf(parameters) ?? {};
  for (const key of ["binary_data_size", "binary_data", "binary_data_output"]) {
    if (given[key] === undefined || given[key] === false) continue;
    const message = "Tensors are taken as JSON only: the binary tensor extension cannot be inspected.";
    throw badRequest(message, `${at}/parameters/${key}`);
  }
}

function kindOf(tensor: JsonObject, at: string): ReadTensor["kind"] {
  const datatype = stringOf(tensor["datatype"]) ?? "";
  if (datatype === "BYTES") return "text";
  if (datatype === "BOOL") return "bool";
  if (integers.test(datatype)) return "integer";
  if (floats.test(datatype)) return "float";
  throw badRequest("`datatype` is none that is known.", `${at}/datatype`);
}

function shapeOf(tensor: JsonObject, at: string): readonly number[] {
  const shape = arrayOf(tensor["shape"]);
  const lengths = shape?.filter(
    (length) => typeof length === "number" && Number.isSafeInteger(length) && length >= 0,
  );
  if (shape === undefined || lengths?.length !== shape.length || shape.length > maxRank) {
    throw badRequest("`shape` must be a list of whole numbers.", `${at}/shape`);
  }
  return lengths.map(Number);
}

function fits(leaf: Leaf, kind: ReadTensor["kind"]): boolean {
  if (kind === "text") return typeof leaf === "string";
  if (kind === "bool") return typeof leaf === "boolean" || leaf === 0 || leaf === 1;
  return typeof leaf === "number" && (kind === "float" || Number.isSafeInteger(leaf));
}
