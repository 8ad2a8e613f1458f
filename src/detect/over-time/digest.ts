import { hash } from "node:crypto";

/** A name for a text that takes twelve characters of memory; 48 bits of SHA-256. */
export const shortDigest = (text: string): string => hash("sha256", text, "hex").slice(0, 12);
