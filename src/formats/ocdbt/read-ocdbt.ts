import { FormatFault } from "../fault/format-fault.ts";
import type { Fields, OcdbtFile } from "./fields.ts";
import { readBlock } from "./read-block.ts";

const manifestMagic = 0x0cdb3a2a;
const nodeMagic = 0x0cdb20de;
const versionMagic = 0x0cdb1234;
/** Nodes of the tree of versions and of the B+tree can be referred to by height in one byte. */
const highest = 255;

/** Where a block or value is: in a file of the store. */
export interface OcdbtPlace {
  readonly file: OcdbtFile;
  readonly offset: number;
  readonly length: number;
}

/** A block further down the tree. */
export interface OcdbtBranch {
  readonly kind: "node" | "versions";
  readonly height: number;
  readonly place: OcdbtPlace;
  /** What all keys below begin with. */
  readonly prefix: string;
}

export interface OcdbtBlock {
  /** How large it is when it is unpacked. */
  readonly bytes: number;
  readonly branches: readonly OcdbtBranch[];
  /** Keys, a letter for each byte, and their values: the bytes, or where they are. */
  readonly values: readonly { readonly key: string; readonly value: Uint8Array | OcdbtPlace }[];
}

export function beginsAsOcdbt(head: Uint8Array): boolean {
  return head.length >= 12 && new DataView(head.buffer, head.byteOffset, 4).getUint32(0) === manifestMagic;
}

/**
 * The manifest of a key-value store of TensorStore: the roots of its versions.
 *
 * Format: "ocdbt Key-Value Store driver", TensorStore's documentation, "Storage format".
 *
 * @throws FormatFault
 */
export async function readOcdbtManifest(bytes: Uint8Array): Promise<OcdbtBlock> {
  const fields = await readBlock(bytes, manifestMagic);
  fields.bytes(16);
  const kind = fields.varint();
  if (kind !== 0) throw new FormatFault("unsupported", "a manifest in several files", 0);
  fields.varint();
  fields.varint();
  fields.byte();
  const packing = fields.varint();
  if (packing > 1) throw new FormatFault("unsupported", `packing ${packing}`, 0);
  if (packing === 1) fields.bytes(4);
  const files = fields.files("");
  const branches = [...roots(fields, files), ...versions(fields, files, undefined)];
  fields.end();
  return { bytes: fields.size, branches, values: [] };
}

/**
 * A block that a branch leads to.
 *
 * @throws FormatFault also where its height is not what the branch says, so that no walk goes in circles
 */
export async function readOcdbtBlock(bytes: Uint8Array, branch: OcdbtBranch): Promise<OcdbtBlock> {
  const fields = await readBlock(bytes, branch.kind === "node" ? nodeMagic : versionMagic);
  if (branch.kind === "versions") fields.byte();
  const height = fields.byte();
  if (height !== branch.height) throw new FormatFault("malformed", "a node of another height", 0);
  const files = fields.files(branch.place.file.base);
  const block: Omit<OcdbtBlock, "bytes"> =
    branch.kind === "node"
      ? node(fields, files, branch)
      : { branches: height === 0 ? roots(fields, files) : versions(fields, files, height - 1), values: [] };
  fields.end();
  return { bytes: fields.size, ...block };
}

/**
 * Checks a block that nothing refers to: writers leave behind what later blocks replaced.
 *
 * @throws FormatFault where it is no whole block
 */
export async function checkOcdbtBlock(bytes: Uint8Array): Promise<void> {
  const kind = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0);
  const place = { file: { base: "", path: "" }, offset: 0, length: bytes.length };
  const isNode = kind === nodeMagic;
  const fields = await readBlock(bytes, isNode ? nodeMagic : versionMagic);
  if (!isNode) fields.byte();
  const height = fields.byte();
  await readOcdbtBlock(bytes, { kind: isNode ? "node" : "versions", height, place, prefix: "" });
}

/** The length that a block announces, where one begins like this. */
export function ocdbtBlockLength(head: Uint8Array): number | undefined {
  if (head.length < 12) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, 12);
  const magic = view.getUint32(0);
  const length = Number(view.getBigUint64(4, true));
  return (magic === nodeMagic || magic === versionMagic) && length > 12 ? length : undefined;
}

function node(
  fields: Fields,
  files: readonly OcdbtFile[],
  { height, prefix }: OcdbtBranch,
): Omit<OcdbtBlock, "bytes"> {
  const count = fields.count();
  const prefixes = [0, ...fields.many(Math.max(0, count - 1), () => fields.varint())];
  const suffixes = fields.many(count, () => fields.varint());
  const shared = height === 0 ? [] : fields.many(count, () => fields.varint());
  const keys = fields.texts(prefixes, suffixes);
  for (const [i, key] of keys.entries())
    if (i > 0 && key <= (keys[i - 1] ?? "")) throw new FormatFault("malformed", "keys out of order", 0);
  if (height > 0) {
    const found = places(fields, files, count);
    statistics(fields, count);
    const branches = found.map((place, i): OcdbtBranch => {
      const below = prefix + (keys[i] ?? "").slice(0, shared[i] ?? 0);
      return { kind: "node", height: height - 1, place: present(place), prefix: below };
    });
    return { branches, values: [] };
  }
  const lengths = fields.many(count, () => fields.varint());
  const kinds = fields.many(count, () => fields.byte());
  if (kinds.some((kind) => kind > 1)) throw new FormatFault("malformed", "a value of no known kind", 0);
  const outside = kinds.filter((kind) => kind === 1).length;
  const held = fields.many(outside, () => fileOf(fields, files));
  const offsets = fields.many(outside, () => fields.varint());
  let next = 0;
  const values = keys.map((key, i) => {
    const length = lengths[i] ?? 0;
    if (kinds[i] === 0) return { key: prefix + key, value: Uint8Array.from(fields.bytes(length)) };
    const place = { file: present(held[next]), offset: offsets[next] ?? 0, length };
    next += 1;
    return { key: prefix + key, value: place };
  });
  return { branches: [], values };
}

/** The roots of versions. A version in which nothing was ever written has none. */
function roots(fields: Fields, files: readonly OcdbtFile[]): readonly OcdbtBranch[] {
  const count = fields.count();
  fields.many(count, () => fields.varint());
  const heights = fields.many(count, () => fields.byte());
  const found = places(fields, files, count);
  statistics(fields, count);
  fields.bytes(8 * count);
  return found.flatMap((place, i): readonly OcdbtBranch[] =>
    place === undefined ? [] : [{ kind: "node", height: heights[i] ?? 0, place, prefix: "" }],
  );
}

/** Nodes of the tree of versions; in the manifest each with its height. */
function versions(
  fields: Fields,
  files: readonly OcdbtFile[],
  height: number | undefined,
): readonly OcdbtBranch[] {
  const count = fields.count();
  fields.many(count, () => fields.varint());
  const found = places(fields, files, count);
  fields.many(count, () => fields.varint());
  fields.bytes(8 * count);
  const heights = height === undefined ? fields.many(count, () => fields.byte()) : [];
  return found.map((place, i) => ({
    kind: "versions",
    height: height ?? heights[i] ?? highest,
    place: present(place),
    prefix: "",
  }));
}

/** Where several blocks are; `undefined` for what is marked as not there. */
function places(
  fields: Fields,
  files: readonly OcdbtFile[],
  count: number,
): readonly (OcdbtPlace | undefined)[] {
  const indexes = fields.many(count, () => fields.varint());
  const offsets = fields.many(count, () => fields.wide());
  const lengths = fields.many(count, () => fields.wide());
  return indexes.map((index, i) => {
    const offset = offsets[i];
    const length = lengths[i];
    if (offset === undefined || length === undefined) return undefined;
    return { file: present(files[index]), offset, length };
  });
}

function fileOf(fields: Fields, files: readonly OcdbtFile[]): OcdbtFile {
  return present(files[fields.varint()]);
}

/** Numbers of keys and bytes below, which nothing is read by. */
function statistics(fields: Fields, count: number): void {
  fields.many(3 * count, () => fields.wide());
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new FormatFault("malformed", "a reference to what is not there", 0);
  return value;
}
