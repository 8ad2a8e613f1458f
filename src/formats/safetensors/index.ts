export { safetensorsBits } from "./dtypes.ts";
export { type Extent } from "./extents.ts";
export {
  beginsAsSafetensors,
  largestSafetensorsHeader,
  readSafetensors,
  type SafeTensor,
  type SafetensorsFault,
  type SafetensorsFile,
  type SafetensorsVisitor,
} from "./read-safetensors.ts";
