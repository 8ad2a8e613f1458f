import { sha256 } from "../../formats/index.ts";

/** A name for a text that takes twelve characters of memory; 48 bits of SHA-256. */
export const shortDigest = (text: string): string => sha256(text).slice(0, 12);
