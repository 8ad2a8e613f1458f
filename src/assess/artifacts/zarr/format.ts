import {
  checkZarrChunk,
  FormatFault,
  isZarrArray,
  readZarrArray,
  visibleText,
  type ByteSource,
  type ZarrArray,
} from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";
import { jsonDocument } from "../json-document/json-document.ts";
import { examineText } from "../text/format.ts";

const chunk: ArtifactRule = {
  id: "zarr/chunk",
  title: "A chunk is not what its array says",
  severity: "medium",
  effect: "incomplete",
  hazard: "malformed",
  remedy: "Save the checkpoint anew, and compare.",
  references: ["CWE-354"],
};
const unread: ArtifactRule = {
  id: "zarr/not-read",
  title: "An array whose chunks are not read here",
  severity: "medium",
  effect: "incomplete",
  hazard: "unsupported",
  remedy: "Save the array with chunks that are not packed, or packed with zstd.",
  references: ["CWE-20"],
};
const objects: ArtifactRule = {
  id: "zarr/objects",
  title: "An array of Python objects",
  severity: "high",
  effect: "review",
  hazard: "object-array",
  remedy: "Refuse it: weights are arrays of numbers, and reading these unpickles them.",
  references: ["CWE-502"],
};

const mostChunks = 100_000;

/** An array of zarr: its description, and the chunks that lie beside it. Orbax keeps each tensor as one. */
export const format: ArtifactFormat = {
  id: "zarr",
  title: "an array of zarr",
  about:
    "`.zarray` or `zarr.json`: shape, type and packing of an array whose chunks lie beside it, as Orbax saves it.",
  extensions: [],
  rules: [chunk, unread, objects],
  recognise: async ({ source, head }) => {
    if (!Buffer.from(head).includes("zarr_format")) return undefined;
    const document = await jsonDocument(source);
    return document !== undefined && isZarrArray(document.value) ? "likely" : undefined;
  },
  async examine(source: ByteSource, examination: Examination) {
    await examineText(source, examination);
    const document = await jsonDocument(source);
    if (document === undefined) return;
    if (document.duplicates.length > 0) {
      examination.found(unread, { description: "A member of its description is there twice." });
      return;
    }
    const reading = readZarrArray(document.value);
    if (reading.kind !== "array") {
      examination.found(reading.kind === "objects" ? objects : unread, {
        description: `${visibleText(reading.why)}.`,
      });
      return;
    }
    examination.fact("chunks", await examineChunks(reading.array, examination));
    for (const rule of format.rules) examination.passed(rule);
  },
};

/** Chunks that are not there are filled with one value by whoever reads the array. */
async function examineChunks(array: ZarrArray, examination: Examination): Promise<number> {
  const total = array.grid.reduce((product, size) => product * size, 1);
  if (total > mostChunks) throw new FormatFault("too-large", `${total} chunks`, 0);
  let there = 0;
  for (let number = 0; number < total; number++) {
    examination.signal.throwIfAborted();
    const name = array.key(indexesOf(number, array.grid));
    const source = await examination.sibling(name);
    if (source === undefined) continue;
    there += 1;
    let extents: readonly (readonly [number, number])[] = [];
    try {
      extents = await checkZarrChunk(source, array);
    } catch (cause) {
      if (!(cause instanceof FormatFault)) {
        await source.close();
        throw cause;
      }
      examination.found(chunk, {
        description: `${name}: ${visibleText(cause.message)}.`,
        place: { at: name },
      });
    }
    await examination.member(name, source, { data: "numbers", extents });
  }
  return there;
}

function indexesOf(number: number, grid: readonly number[]): readonly number[] {
  const indexes: number[] = [];
  let rest = number;
  for (const size of grid.toReversed()) {
    indexes.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return indexes;
}
