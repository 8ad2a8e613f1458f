/** A file with this header, given as text or as what becomes its JSON, and this data. Nothing is checked. */
export function safetensorsFile(header: string | Uint8Array | object, data: Uint8Array): Uint8Array {
  const json =
    typeof header === "string" || header instanceof Uint8Array
      ? Buffer.from(header)
      : Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, data]);
}
