export { decodeModel } from "./decode.ts";
export type { ExternalDataReader } from "./wire.ts";
export { encodeModel } from "./encode.ts";
export { toInt64, fromHalf, toHalf } from "./raw-data.ts";
export type { Attribute, Graph, GraphNode, Model, ValueInfo } from "./model.ts";
