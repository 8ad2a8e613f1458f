import { couldBePickle, memorySource, visibleText } from "../../../formats/index.ts";
import type { ArtifactRule, Examination } from "../artifact-format.ts";

const pickledType: ArtifactRule = {
  id: "arrow/pickled-type",
  title: "A type that PyArrow unpickles while it reads the schema",
  severity: "critical",
  effect: "unsafe",
  hazard: "pickle-exec",
  remedy: "Refuse the file, and read data with PyArrow 14.0.1 or newer, which no longer does it by itself.",
  references: ["CVE-2023-47248", "CWE-502", "AML.T0011.000"],
};
const pickledColumn: ArtifactRule = {
  id: "arrow/pickled-column",
  title: "A column whose values its reader unpickles",
  severity: "high",
  effect: "review",
  hazard: "pickle-unknown",
  remedy: "Write the values as plain columns; read the file with Ray only where you trust whoever wrote it.",
  references: ["CWE-502", "AML.T0011.000"],
};
export const metadataRules: readonly ArtifactRule[] = [pickledType, pickledColumn];

const mostPickles = 100;

/** Judges the pairs of metadata of an Arrow schema, wherever it stands. */
export class MetadataJudge {
  readonly #examination: Examination;
  readonly #found = new Set<string>();
  #pickles = 0;

  constructor(examination: Examination) {
    this.#examination = examination;
  }

  async judge(key: Uint8Array, value: Uint8Array): Promise<void> {
    const name = Buffer.from(key.subarray(0, 200)).toString("utf8");
    const text = Buffer.from(value.subarray(0, 200)).toString("utf8");
    if (name === "ARROW:extension:name") {
      if (text === "arrow.py_extension_type") this.#say(pickledType, `A field is of the type ${text}.`);
      if (text === "ray.data.arrow_pickled_object")
        this.#say(pickledColumn, `A field is of the type ${text}.`);
    }
    const bytes = memorySource(value);
    // The opcode of a protocol, and one that there is; old protocols only where a reader would unpickle them.
    const begins = value[0] === 0x80 && (value[1] ?? 0) >= 2 && (value[1] ?? 9) <= 5;
    if (!begins && name !== "ARROW:extension:metadata") return;
    if (value.length === 0 || (await couldBePickle(bytes, value.subarray(0, 4096))) === undefined) return;
    this.#pickles += 1;
    if (this.#pickles <= mostPickles)
      await this.#examination.member(`${visibleText(name.slice(0, 80))} ${this.#pickles}`, bytes, {
        as: "pickle",
      });
  }

  /** At the end: what was looked for and not found. */
  close(): void {
    for (const rule of metadataRules) if (!this.#found.has(rule.id)) this.#examination.passed(rule);
  }

  #say(rule: ArtifactRule, description: string): void {
    if (!this.#found.has(rule.id)) this.#examination.found(rule, { description });
    this.#found.add(rule.id);
  }
}
