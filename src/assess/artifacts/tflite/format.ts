import {
  ByteLedger,
  ByteReader,
  FormatFault,
  isZipAtEnd,
  partOf,
  visibleText,
  walkFlatbuffer,
  type ByteSource,
  type FlatTable,
} from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";
import { operatorKind } from "../tensorflow/operators.ts";
import { tfliteSchema } from "./schema.ts";

const custom: ArtifactRule = {
  id: "tflite/custom-operator",
  title: "Operators that only a library of somebody's own can run",
  severity: "medium",
  effect: "review",
  hazard: "custom-operator",
  remedy: "Find out which library brings the operator, and load no library that came with the model.",
  references: ["CWE-829", "AML.T0011"],
};
const io: ArtifactRule = {
  id: "tflite/file-operator",
  title: "An operator of TensorFlow that reads or writes files, or calls Python",
  severity: "critical",
  effect: "unsafe",
  hazard: "graph-io",
  remedy: "Refuse the model: a model on a device has no need of it.",
  references: ["CWE-73", "AML.T0011"],
};
const range: ArtifactRule = {
  id: "tflite/buffer-range",
  title: "A buffer lies beyond the end of the file",
  severity: "high",
  effect: "unsafe",
  hazard: "malformed",
  remedy: "Convert the model anew; readers that trust the place read foreign bytes.",
  references: ["CWE-125"],
};

/** Custom operators that the runtime of TFLite brings itself. */
const known: ReadonlySet<string> = new Set([
  "AudioSpectrogram",
  "Mfcc",
  "Multinomial",
  "NumericVerify",
  "RandomStandardNormal",
  "RandomUniform",
  "TFLite_Detection_PostProcess",
]);
const largestPadding = 64;

/** A model for TensorFlow Lite (LiteRT): a FlatBuffer, verified table by table. */
export const format: ArtifactFormat = {
  id: "tflite",
  title: "a TFLite model",
  about: "Operators and tensors in a FlatBuffer, for devices.",
  extensions: [".tflite"],
  rules: [custom, io, range],
  recognise: ({ head }) =>
    Buffer.from(head.subarray(4, 8)).toString("latin1") === "TFL3" ? "certain" : undefined,
  async examine(source: ByteSource, examination: Examination) {
    const ledger = new ByteLedger(source.size);
    const claim = (start: number, end: number, what: string): void => {
      ledger.claim(start, end, what);
      examination.claim(start, end, what);
    };
    const found = new Set<string>();
    const report = (rule: ArtifactRule, description: string): void => {
      found.add(rule.id);
      if (found.size < 100) examination.found(rule, { description });
    };
    let operators = 0;
    const reader = new ByteReader(source);
    await walkFlatbuffer(source, tfliteSchema, "Model", claim, async (table) => {
      examination.signal.throwIfAborted();
      if (table.name === "Operator") operators += 1;
      if (table.name === "Operator" || table.name === "Buffer")
        await outsideBuffer(table, source, claim, report);
      if (table.name !== "OperatorCode") return;
      const place = table.field(1);
      if (place === undefined) return;
      reader.position = place;
      reader.position = place + (await reader.u32());
      const size = await reader.u32();
      if (size > 4096) throw new FormatFault("malformed", "a name too long", place);
      judgeCustom(Buffer.from(await reader.bytes(size)).toString("utf8"), report);
    });
    // Objects are aligned: the space between two of them is zero.
    for (const { start, end } of ledger.gaps()) {
      if (end === source.size && (await associatedFiles(source, start, claim, examination))) continue;
      if (end - start > largestPadding) continue;
      if ((await source.read(start, end - start)).every((byte) => byte === 0)) claim(start, end, "padding");
    }
    examination.fact("operators", operators);
    for (const rule of format.rules) if (!found.has(rule.id)) examination.passed(rule);
  },
};

/**
 * A zip archive behind the model holds the files that its metadata names, such as labels. Its offsets count from
 * the start of the model, which zip readers allow for.
 */
async function associatedFiles(
  source: ByteSource,
  gap: number,
  claim: (start: number, end: number, what: string) => void,
  examination: Examination,
): Promise<boolean> {
  const head = await source.read(gap, largestPadding + 4);
  const padding = head.findIndex((byte) => byte !== 0);
  const start = gap + padding;
  if (padding === -1 || Buffer.from(head.subarray(padding, padding + 4)).toString("latin1") !== "PK\x03\x04")
    return false;
  if (!(await isZipAtEnd(source))) return false;
  claim(gap, start, "padding");
  claim(start, source.size, "associated files");
  await examination.member("associated.zip", partOf(source, start, source.size), { as: "zip" });
  return true;
}

function judgeCustom(name: string, report: (rule: ArtifactRule, description: string) => void): void {
  const shown = visibleText(name.slice(0, 200));
  if (known.has(name) || name === "") return;
  if (!name.startsWith("Flex")) return report(custom, `The operator ${shown} is not of TFLite.`);
  const kind = operatorKind(name.slice(4));
  if (kind === "python" || kind === "harmful" || kind === "reader")
    report(io, `The operator ${shown} is one of TensorFlow's that reaches out.`);
  else if (kind === "unknown") report(custom, `TensorFlow has no operator ${shown}.`);
}

/** Data of more than 2 GB lie behind the FlatBuffer, at a place that a buffer or an operator names. */
async function outsideBuffer(
  table: FlatTable,
  source: ByteSource,
  claim: (start: number, end: number, what: string) => void,
  report: (rule: ArtifactRule, description: string) => void,
): Promise<void> {
  const [first, second] = table.name === "Buffer" ? [1, 2] : [9, 10];
  const [offsetAt, sizeAt] = [table.field(first), table.field(second)];
  if (offsetAt === undefined || sizeAt === undefined) return;
  const offset = await new ByteReader(source, offsetAt).size64();
  const size = await new ByteReader(source, sizeAt).size64();
  if (offset <= 1) return;
  if (offset + size > source.size)
    report(range, `A buffer lies at ${offset} to ${offset + size} of ${source.size} bytes.`);
  else claim(offset, offset + size, "buffer");
}
