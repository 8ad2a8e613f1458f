import {
  ByteLedger,
  endsAsTable,
  FormatFault,
  readCheckpointIndex,
  visibleText,
  type ByteSource,
  type CheckpointEntry,
} from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";

const missing: ArtifactRule = {
  id: "tensorflow-checkpoint/data-missing",
  title: "The file with the tensors is not there",
  severity: "medium",
  effect: "incomplete",
  hazard: "external-data",
  remedy: "Put the data files beside the index and examine all of them.",
  references: ["CWE-345"],
};

const range: ArtifactRule = {
  id: "tensorflow-checkpoint/range",
  title: "Tensors and the data file do not fit each other",
  severity: "medium",
  effect: "incomplete",
  hazard: "malformed",
  remedy: "Save the checkpoint anew, and compare.",
  references: ["CWE-125"],
};

const mostTensors = 1_000_000;
const mostShards = 10_000;

/** The index of a checkpoint of TensorFlow: names of tensors, and where they are in the data files beside it. */
export const format: ArtifactFormat = {
  id: "tensorflow-checkpoint",
  title: "an index of a TensorFlow checkpoint",
  about:
    "`variables.index` or `model.ckpt.index`: a table of tensors that lie in `.data-00000-of-00001` beside it.",
  extensions: [".index"],
  rules: [missing, range],
  recognise: ({ tail }) => (endsAsTable(tail) ? "certain" : undefined),
  async examine(source: ByteSource, examination: Examination) {
    const entries: CheckpointEntry[] = [];
    const claim = (start: number, end: number, what: string): void => examination.claim(start, end, what);
    const shards = await readCheckpointIndex(source, claim, (entry) => {
      if (entries.length >= mostTensors)
        throw new FormatFault("too-large", `more than ${mostTensors} tensors`, 0);
      entries.push(entry);
    });
    examination.fact("tensors", entries.length);
    if (shards > mostShards) throw new FormatFault("too-large", `${shards} data files`, 0);
    const name = examination.path.slice(examination.path.lastIndexOf("/") + 1).replace(/\.index$/i, "");
    for (let shard = 0; shard < shards; shard++) {
      const file = `${name}.data-${five(shard)}-of-${five(shards)}`;
      await judgeShard(
        file,
        entries.filter((entry) => entry.shard === shard),
        examination,
      );
    }
  },
};

const five = (number: number): string => String(number).padStart(5, "0");

async function judgeShard(
  file: string,
  entries: readonly CheckpointEntry[],
  examination: Examination,
): Promise<void> {
  const source = await examination.sibling(file);
  if (source === undefined) {
    examination.found(missing, {
      description: `${visibleText(file)} is not there; ${entries.length} tensors lie in it.`,
    });
    return;
  }
  const ledger = new ByteLedger(source.size, mostTensors);
  for (const { name, offset, size } of entries) {
    ledger.claim(offset, offset + size, "tensor");
    if (offset < 0 || size < 0 || offset + size > source.size)
      examination.found(range, {
        description: `${visibleText(name)} lies at ${offset} to ${offset + size} of ${visibleText(file)}, which has ${source.size} bytes.`,
        place: { at: visibleText(name) },
      });
  }
  const [gap] = ledger.gaps();
  if (gap !== undefined)
    examination.found(range, {
      description: `Bytes ${gap.start} to ${gap.end} of ${visibleText(file)} belong to no tensor.`,
    });
  await examination.member(file, source, {
    data: "tensors",
    extents: entries.map(({ offset, size }): [number, number] => [offset, offset + size]),
  });
}
