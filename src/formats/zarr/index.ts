export { checkZarrChunk } from "./check-chunk.ts";
export { isZarrArray, readZarrArray, type ZarrArray, type ZarrReading } from "./metadata.ts";
