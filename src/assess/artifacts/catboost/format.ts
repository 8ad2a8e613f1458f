import { FormatFault, visibleText, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";
import { scriptInText } from "../script-text/script-in-text.ts";

const script: ArtifactRule = {
  id: "catboost/code-in-metadata",
  title: "Metadata of the model hold code",
  severity: "medium",
  effect: "review",
  hazard: "mismatch",
  remedy: "Take it out. Some programs evaluate metadata of a model.",
  references: ["CWE-94"],
};

const step = 1024 * 1024;
const overlap = 64;

/** A model of CatBoost: trees in a FlatBuffer of the length that is announced. It has no place for code. */
export const format: ArtifactFormat = {
  id: "catboost",
  title: "a CatBoost model",
  about: "Trees, borders and metadata of CatBoost in a FlatBuffer (`.cbm`).",
  extensions: [".cbm"],
  rules: [script],
  recognise: ({ head }) =>
    Buffer.from(head.subarray(0, 4)).toString("latin1") === "CBM1" ? "certain" : undefined,
  async examine(source: ByteSource, examination: Examination) {
    if (source.size < 16) throw new FormatFault("truncated", "no model behind the magic number", 4);
    const head = Buffer.from(await source.read(0, 12));
    const size = head.readUInt32LE(4);
    const end = 8 + size;
    if (end > source.size)
      throw new FormatFault("truncated", `${size} bytes are announced, ${source.size - 8} are there`, 4);
    const root = 8 + head.readUInt32LE(8);
    if (root + 4 > end) throw new FormatFault("malformed", "a root beyond the model", 8);
    const vtable = root - Buffer.from(await source.read(root, 4)).readInt32LE(0);
    if (vtable < 8 || vtable + 4 > end)
      throw new FormatFault("malformed", "a table without its description", root);
    examination.claim(0, end, "model");
    for (let at = 8; at < end; at += step) {
      examination.signal.throwIfAborted();
      const text = Buffer.from(await source.read(at, Math.min(step + overlap, end - at))).toString("latin1");
      const what = scriptInText(text);
      if (what === undefined) continue;
      examination.found(script, {
        description: `The model holds ${visibleText(what)}.`,
        place: { bytes: [at, Math.min(at + step, end)] },
      });
      return;
    }
    examination.passed(script);
  },
};
