export { bytesOfElement, codeOfElement, elementOfCode, isFloat, type ElementType } from "./element-type.ts";
export {
  allocate,
  float32s,
  int64s,
  scalar,
  sizeOf,
  tensorOf,
  zeros,
  type Numbers,
  type NumberTensor,
  type NumberType,
  type Tensor,
} from "./tensor.ts";
export { broadcastShapes, stridesOf, broadcastStrides } from "./shape.ts";
