import type { JsonValue } from "../../contracts/index.ts";
import { readBlob, type BlobRef } from "../../evidence/index.ts";

export async function readBlobText(dir: string, ref: BlobRef): Promise<string> {
  return Buffer.from(await readBlob(dir, ref)).toString("utf8");
}

export async function readBlobJson(dir: string, ref: BlobRef): Promise<JsonValue> {
  // Safe: JSON.parse gives JSON; its shape is checked by whoever asked.
  return JSON.parse(await readBlobText(dir, ref)) as JsonValue;
}
