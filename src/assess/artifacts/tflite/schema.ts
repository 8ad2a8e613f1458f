import type { FlatSchema } from "../../../formats/index.ts";

const many = (table: string): { readonly table: string; readonly many: boolean } => ({ table, many: true });
const one = (table: string): { readonly table: string; readonly many: boolean } => ({ table, many: false });

/** The fields of a TFLite model that refer to something, after tensorflow/lite/schema (version 3c). */
export const tfliteSchema: FlatSchema = {
  Model: {
    1: many("OperatorCode"),
    2: many("SubGraph"),
    3: "text",
    4: many("Buffer"),
    5: "bytes4",
    6: many("Metadata"),
    7: many("SignatureDef"),
  },
  OperatorCode: { 1: "text" },
  SubGraph: { 0: many("Tensor"), 1: "bytes4", 2: "bytes4", 3: many("Operator"), 4: "text" },
  Tensor: {
    0: "bytes4",
    3: "text",
    4: one("Quantization"),
    6: "opaque",
    7: "bytes4",
    9: many("Variant"),
  },
  Variant: { 0: "bytes4" },
  Quantization: { 0: "bytes4", 1: "bytes4", 2: "bytes4", 3: "bytes8", 5: "opaque" },
  Operator: { 1: "bytes4", 2: "bytes4", 4: "opaque", 5: "bytes1", 7: "bytes1", 8: "bytes4", 12: "opaque" },
  Buffer: { 0: "bytes1" },
  Metadata: { 0: "text" },
  SignatureDef: { 0: many("TensorMap"), 1: many("TensorMap"), 2: "text" },
  TensorMap: { 0: "text" },
};
