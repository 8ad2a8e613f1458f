export { bytesOfElement, codeOfElement, elementOfCode, isFloat, type ElementType } from "./element-type.ts";
export {
  allocate,
  float32s,
  int64s,
  mostElements,
  scalar,
  sizeOf,
  tensorOf,
  zeros,
  type Numbers,
  type NumberTensor,
  type NumberType,
  type Tensor,
  type TextTensor,
} from "./tensor.ts";
export { broadcastShapes, stridesOf, broadcastStrides } from "./shape.ts";
