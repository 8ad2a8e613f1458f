import { ByteReader } from "../bytes/byte-reader.ts";
import { memorySource, type ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { walkMessages, type MessagePlan } from "../protobuf/index.ts";
import { bundleEntryProtoPlan } from "./plans.ts";

/** A tensor of a checkpoint, and where its bytes are in the data files beside the index. */
export interface CheckpointEntry {
  readonly name: string;
  readonly shard: number;
  readonly offset: number;
  readonly size: number;
}

/** The last eight bytes of a table of LevelDB, as TensorFlow's bundles are. */
const magic = Uint8Array.of(0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb);
const footerBytes = 48;
const largestBlock = 64_000_000;
const headerPlan: MessagePlan = {
  title: "header",
  fields: {
    1: ["num_shards", "int"],
    2: ["endianness", "int"],
    3: ["version", () => ({ title: "header", fields: {} })],
  },
};

export function endsAsTable(tail: Uint8Array): boolean {
  return tail.length >= footerBytes && magic.every((byte, i) => tail[tail.length - 8 + i] === byte);
}

/**
 * Reads the index of a checkpoint (`variables.index`): a table of LevelDB without compression whose values say
 * where tensors are.
 *
 * @returns how many data files there are
 * @throws FormatFault
 */
export async function readCheckpointIndex(
  source: ByteSource,
  claim: (start: number, end: number, what: string) => void,
  entry: (entry: CheckpointEntry) => void,
): Promise<number> {
  const footer = source.size - footerBytes;
  if (footer < 0 || !endsAsTable(await source.read(footer, footerBytes)))
    throw new FormatFault("malformed", "no table of a checkpoint", source.size);
  claim(footer, source.size, "footer");
  const reader = new ByteReader(source, footer);
  const meta = await handle(reader);
  const index = await handle(reader);
  await block(source, meta, claim, () => undefined);
  const handles: { readonly at: number; readonly size: number }[] = [];
  await block(source, index, claim, async (_, value) => {
    handles.push(await handle(new ByteReader(memorySource(value))));
  });
  let shards = 0;
  for (const one of handles)
    await block(source, one, claim, async (key, value) => {
      if (key === "") {
        shards =
          (
            await walkMessages(memorySource(value), 0, value.length, headerPlan, { claim: () => undefined })
          ).int("num_shards") ?? 1;
        return;
      }
      const message = await walkMessages(memorySource(value), 0, value.length, bundleEntryProtoPlan, {
        claim: () => undefined,
      });
      // A tensor in slices has no bytes of its own.
      entry({
        name: key,
        shard: message.int("shard_id") ?? 0,
        offset: message.int("offset") ?? 0,
        size: message.int("size") ?? 0,
      });
    });
  return shards;
}

async function handle(reader: ByteReader): Promise<{ readonly at: number; readonly size: number }> {
  return { at: await varint(reader), size: await varint(reader) };
}

async function varint(reader: ByteReader): Promise<number> {
  let value = 0;
  for (let scale = 1; scale < 2 ** 50; scale *= 128) {
    const byte = await reader.u8();
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
  }
  throw new FormatFault("malformed", "a number too long", reader.position);
}

/** The keys and values of one block, with the parts that keys share put back. */
async function block(
  source: ByteSource,
  { at, size }: { readonly at: number; readonly size: number },
  claim: (start: number, end: number, what: string) => void,
  each: (key: string, value: Uint8Array) => void | Promise<void>,
): Promise<void> {
  // Behind a block are its kind of compression and a checksum.
  if (at + size + 5 > source.size) throw new FormatFault("truncated", "a block beyond the end", at);
  if (size > largestBlock) throw new FormatFault("too-large", `a block of ${size} bytes`, at);
  const bytes = (await source.read(at, size + 1)).slice();
  if (bytes[size] !== 0) throw new FormatFault("unsupported", "an index that is compressed", at);
  claim(at, at + size + 5, "index");
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  if (size < 4) throw new FormatFault("malformed", "a block without an end", at);
  const end = size - 4 - 4 * view.getUint32(size - 4, true);
  const reader = new ByteReader(memorySource(bytes.subarray(0, Math.max(0, end))));
  let key: Uint8Array = new Uint8Array(0);
  while (reader.remaining > 0) {
    const [shared, own, length] = [await varint(reader), await varint(reader), await varint(reader)];
    if (shared > key.length)
      throw new FormatFault("malformed", "a key that shares more than there is", at + reader.position);
    key = Buffer.concat([key.subarray(0, shared), await reader.bytes(own)]);
    await each(Buffer.from(key).toString("utf8"), await reader.bytes(length));
  }
}
