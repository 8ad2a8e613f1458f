import {
  beginsAsTfRecord,
  couldBePickle,
  readTfRecords,
  partOf,
  type ByteSource,
} from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";

const checksum: ArtifactRule = {
  id: "tfrecord/checksum-differs",
  title: "A record is not what its checksum says",
  severity: "medium",
  effect: "incomplete",
  hazard: "malformed",
  remedy: "Get a whole copy of the file, or write it anew from the data.",
  references: ["CWE-354"],
};
const pickled: ArtifactRule = {
  id: "tfrecord/pickle-inside",
  title: "A record that begins as a pickle",
  severity: "medium",
  effect: "note",
  remedy: "Find out what reads the records; let nothing unpickle them.",
  references: ["CWE-502"],
};

const mostFindings = 20;
/** Records that are examined as files of their own where they begin as a pickle. */
const mostMembers = 1000;

/** Records of TensorFlow: data for training, logs for TensorBoard. Their readers take the bytes as data. */
export const format: ArtifactFormat = {
  id: "tfrecord",
  title: "a TFRecord file",
  about: "Records with checksums, one after another: data for training, and event logs for TensorBoard.",
  extensions: [".tfrecord", ".tfrecords"],
  rules: [checksum, pickled],
  recognise: ({ head }) => (beginsAsTfRecord(head) ? "certain" : undefined),
  async examine(source: ByteSource, examination: Examination) {
    let records = 0;
    let bad = 0;
    let pickles = 0;
    await readTfRecords(source, async ({ start, dataStart, dataEnd, intact }) => {
      examination.signal.throwIfAborted();
      records += 1;
      examination.claim(start, dataEnd + 4, "record");
      const place = { bytes: [start, dataEnd + 4] as const };
      if (!intact && bad++ < mostFindings)
        examination.found(checksum, { description: `Record ${records}, from byte ${start}.`, place });
      const [first, version] = await source.read(dataStart, Math.min(2, dataEnd - dataStart));
      // The opcode of a protocol, and one that there is: what `pickle.dumps` begins with. Or, of the oldest, a name
      // or a mark, where something is called behind it.
      const marked = first === 0x80 && version !== undefined && version >= 2 && version <= 5;
      if (!marked && first !== 0x63 && first !== 0x28) return;
      const inner = partOf(source, dataStart, dataEnd);
      const certainty = await couldBePickle(inner, await inner.read(0, 4096));
      if (certainty === undefined || (!marked && certainty !== "certain")) return;
      pickles += 1;
      if (pickles <= mostFindings)
        examination.found(pickled, { description: `Record ${records}, from byte ${start}.`, place });
      if (pickles <= mostMembers) await examination.member(`record ${records}`, inner, { as: "pickle" });
    });
    examination.fact("records", records);
    if (bad === 0) examination.passed(checksum);
    if (pickles === 0) examination.passed(pickled);
  },
};
