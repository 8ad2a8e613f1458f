export {
  beginsAsGguf,
  readGguf,
  type GgufFault,
  type GgufFile,
  type GgufTensor,
  type GgufVisitor,
} from "./read-gguf.ts";
export { ggufTensorTypes, type TensorType } from "./tensor-types.ts";
export { type GgufValue } from "./values.ts";
