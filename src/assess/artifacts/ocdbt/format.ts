import {
  beginsAsOcdbt,
  FormatFault,
  readOcdbtBlock,
  readOcdbtManifest,
  visibleText,
  type ByteSource,
  type OcdbtBlock,
  type OcdbtBranch,
  type OcdbtPlace,
} from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";
import { ocdbtRules } from "./rules.ts";
import { Store } from "./store.ts";

const largestBlock = 64 * 1024 * 1024;
const mostBlocks = 100_000;
/** One block may be referred to from many places: so much of all of them is unpacked. */
const mostUnpacked = 1024 * 1024 * 1024;

/** The manifest of a key-value store of TensorStore, and with it the store: all trees, and all values by their keys. */
export const format: ArtifactFormat = {
  id: "ocdbt",
  title: "a key-value store of TensorStore",
  about:
    "`manifest.ocdbt` with the data files below `d/`: a B+tree in which Orbax keeps the arrays of a checkpoint.",
  extensions: [".ocdbt"],
  rules: Object.values(ocdbtRules),
  recognise: ({ head }) => (beginsAsOcdbt(head) ? "certain" : undefined),
  async examine(source: ByteSource, examination: Examination) {
    if (source.size > largestBlock) throw new FormatFault("too-large", "a manifest of that size", 0);
    const manifest = await readOcdbtManifest(await source.read(0, source.size));
    examination.claim(0, source.size, "manifest");
    const store = new Store(examination);
    const blocks = await walk(manifest, store, examination);
    examination.fact("blocks", blocks);
    examination.fact("keys", store.keys);
    await store.examineValues();
    await store.examineFiles();
    for (const rule of Object.values(ocdbtRules)) examination.passed(rule);
  },
};

async function walk(manifest: OcdbtBlock, store: Store, examination: Examination): Promise<number> {
  const waiting = [...manifest.branches];
  const seen = new Set<string>();
  let unpacked = 0;
  for (let branch = waiting.pop(); branch !== undefined; branch = waiting.pop()) {
    examination.signal.throwIfAborted();
    const { place } = branch;
    // Versions share what did not change between them. The prefix is part of it: keys depend on it.
    const id = JSON.stringify([place.file.path, place.offset, place.length, branch.prefix]);
    if (seen.has(id)) continue;
    seen.add(id);
    if (seen.size > mostBlocks) throw new FormatFault("too-large", `more than ${mostBlocks} blocks`, 0);
    const block = await readBranch(branch, store, examination);
    if (block === undefined) continue;
    unpacked += place.length + block.bytes;
    if (unpacked > mostUnpacked)
      throw new FormatFault("too-large", `more than ${mostUnpacked} bytes of blocks`, 0);
    store.take(block.values);
    waiting.push(...block.branches);
  }
  return seen.size;
}

async function readBranch(
  branch: OcdbtBranch,
  store: Store,
  examination: Examination,
): Promise<OcdbtBlock | undefined> {
  const { place } = branch;
  const bytes = await store.bytesAt(place, largestBlock);
  if (bytes === undefined) return undefined;
  try {
    const block = await readOcdbtBlock(bytes, branch);
    store.explain(place);
    return block;
  } catch (cause) {
    if (!(cause instanceof FormatFault)) throw cause;
    examination.found(ocdbtRules.block, {
      description: `${nameOf(place)}: ${visibleText(cause.message)}.`,
      place: { at: visibleText(place.file.path) },
    });
    return undefined;
  }
}

const nameOf = ({ file, offset }: OcdbtPlace): string =>
  `The block at ${offset} of ${visibleText(file.path.slice(0, 200))}`;
