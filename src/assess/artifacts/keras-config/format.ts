import type { JsonValue } from "../../../contracts/index.ts";
import { FormatFault, visibleText, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";
import { jsonDocument, largeJsonWith } from "../json-document/json-document.ts";
import { examineText } from "../text/format.ts";
import { hasKerasObject, isObject, judgeKerasConfig } from "./judge-config.ts";
import { kerasRules } from "./rules.ts";

/** The architecture of a Keras model as JSON: `config.json` in a `.keras` file, or what `to_json` gives. */
export const format: ArtifactFormat = {
  id: "keras-config",
  title: "a Keras configuration",
  about:
    "The layers of a Keras model, their settings, and the names of the classes and functions they are made with.",
  extensions: [],
  alongside: true,
  rules: Object.values(kerasRules),
  recognise: async ({ source }) => {
    const document = await jsonDocument(source);
    if (document === undefined)
      return (await largeJsonWith(source, ["class_name", "__lambda__"])) ? "likely" : undefined;
    return [document.value, ...document.replaced].some(hasKerasObject) ? "likely" : undefined;
  },
  async examine(source: ByteSource, examination: Examination) {
    const document = await jsonDocument(source);
    if (document === undefined)
      throw new FormatFault("too-large", "a configuration larger or deeper than is read here", 0);
    await examineText(source, examination);
    reportKerasConfig([document.value, ...document.replaced], examination);
    const [duplicate] = document.duplicates;
    if (duplicate === undefined) examination.passed(kerasRules.duplicate);
    else
      examination.found(kerasRules.duplicate, {
        description: `The member ${visibleText(duplicate.slice(0, 100))} is there twice: programs differ in which of them they take.`,
      });
  },
};

/** Judges configurations, wherever they were found, and says what was looked at. */
export function reportKerasConfig(
  configs: readonly JsonValue[],
  examination: Pick<Examination, "found" | "passed" | "fact">,
): void {
  const broken = new Set<string>();
  for (const config of configs) {
    judgeKerasConfig(config, (rule, detail) => {
      broken.add(rule.id);
      examination.found(rule, detail);
    });
    if (isObject(config)) {
      const name = config["class_name"];
      if (typeof name === "string") examination.fact("architecture", name);
    }
  }
  for (const rule of [kerasRules.lambda, kerasRules.import, kerasRules.custom, kerasRules.path])
    if (!broken.has(rule.id)) examination.passed(rule);
}
