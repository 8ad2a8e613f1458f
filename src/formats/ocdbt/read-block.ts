import { memorySource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { crc32c } from "../tfrecord/index.ts";
import { Unpacking, unzstd } from "../unpack/index.ts";
import { Fields } from "./fields.ts";

const headBytes = 12;
const mostUnpacked = 64 * 1024 * 1024;

/**
 * The fields of a manifest, a node of the B+tree or one of the tree of versions: checked by its length and
 * checksum, and unpacked.
 *
 * @throws FormatFault
 */
export async function readBlock(bytes: Uint8Array, magic: number): Promise<Fields> {
  if (bytes.length < headBytes + 6) throw new FormatFault("truncated", "a block without its header", 0);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(0) !== magic) throw new FormatFault("malformed", "a block of another kind", 0);
  if (view.getBigUint64(4, true) !== BigInt(bytes.length))
    throw new FormatFault("malformed", "a block whose length is another", 4);
  const end = bytes.length - 4;
  if (crc32c(bytes.subarray(0, end)) !== view.getUint32(end, true))
    throw new FormatFault("malformed", "a block whose checksum is wrong", 0);
  const head = new Fields(bytes.subarray(headBytes, end));
  const version = head.varint();
  if (version !== 0) throw new FormatFault("unsupported", `version ${version} of the format`, 0);
  const packing = head.varint();
  const body = head.bytes(head.left);
  if (packing === 0) return new Fields(body);
  if (packing !== 1) throw new FormatFault("unsupported", `packing ${packing}`, 0);
  return new Fields(await unpacked(body));
}

async function unpacked(body: Uint8Array): Promise<Uint8Array> {
  const unpacking = new Unpacking(unzstd(memorySource(body), 0, body.length));
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of unpacking) {
    size += part.length;
    if (size > mostUnpacked)
      throw new FormatFault("too-large", `a block of more than ${mostUnpacked} bytes`, 0);
    parts.push(part.slice());
  }
  if (unpacking.end !== body.length) throw new FormatFault("malformed", "bytes behind a packed block", 0);
  return Buffer.concat(parts);
}
