import {
  FormatFault,
  fingerprintDefPlan,
  readMessage,
  walkMessages,
  type ByteSource,
} from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";

const largest = 1000;

/** `fingerprint.pb` beside a SavedModel: checksums that identify it. They prove nothing. */
export const format: ArtifactFormat = {
  id: "tensorflow-fingerprint",
  title: "a fingerprint of a SavedModel",
  about: "Checksums of the parts of a SavedModel, written beside it.",
  extensions: [],
  rules: [],
  recognise: async ({ source }) => ((await isFingerprint(source)) ? "likely" : undefined),
  async examine(source: ByteSource, examination: Examination) {
    await walkMessages(source, 0, source.size, fingerprintDefPlan, {
      claim: (start, end, what) => examination.claim(start, end, what),
    });
  },
};

async function isFingerprint(source: ByteSource): Promise<boolean> {
  if (source.size < 20 || source.size > largest) return false;
  const numbers = new Set<number>();
  try {
    await readMessage(source, 0, source.size, ({ number, wire }) => {
      numbers.add(
        (number <= 5 && wire === "varint") || number === 6 || (number === 7 && wire === "len") ? number : 99,
      );
    });
  } catch (cause) {
    if (cause instanceof FormatFault) return false;
    throw cause;
  }
  return !numbers.has(99) && numbers.has(1) && numbers.has(2) && numbers.has(3);
}
