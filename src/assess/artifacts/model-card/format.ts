import { BartizanError } from "../../../errors/index.ts";
import { loadYaml, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, Examination } from "../artifact-format.ts";
import { examineText } from "../text/format.ts";
import { beginsAsText } from "../text/utf8-text.ts";

const longestFrontMatter = 256 * 1024;
const facts: Readonly<Record<string, string>> = {
  license: "licence",
  license_name: "licence-name",
  base_model: "base-model",
  datasets: "datasets",
  library_name: "library",
  pipeline_tag: "task",
  language: "language",
  model_name: "title",
};
const marks = /^(?:license|base_model|library_name|pipeline_tag|datasets|tags|model-index|model_name)\s?:/m;

/** The README of a model: what its front matter says becomes facts, which clear nothing. */
export const format: ArtifactFormat = {
  id: "model-card",
  title: "model card",
  about: "README of a model on Hugging Face, with licence, base model and data in its front matter.",
  extensions: [],
  rules: [],
  recognise: ({ head }) => (beginsAsText(head) && marks.test(frontMatter(head) ?? "") ? "likely" : undefined),
  async examine(source: ByteSource, examination: Examination) {
    await examineText(source, examination);
    const yaml = frontMatter(await source.read(0, longestFrontMatter));
    if (yaml !== undefined) factsOf(yaml, examination);
  },
};

/** Between the first two lines of three dashes. */
function frontMatter(head: Uint8Array): string | undefined {
  const text = new TextDecoder("utf-8").decode(head).replaceAll("\r\n", "\n");
  if (!text.startsWith("---\n")) return undefined;
  const end = text.indexOf("\n---", 3);
  return end === -1 ? undefined : text.slice(4, end + 1);
}

function factsOf(yaml: string, examination: Examination): void {
  try {
    const { value } = loadYaml(yaml, { file: examination.path });
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    for (const [name, given] of Object.entries(value)) {
      const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
      if (fact === undefined) continue;
      if (typeof given === "string") examination.fact(fact, given);
      else if (Array.isArray(given))
        examination.fact(
          fact,
          given
            .filter((one) => typeof one === "string")
            .slice(0, 20)
            .join(", "),
        );
    }
  } catch (cause) {
    // Front matter that is no YAML says nothing; as text it has been examined.
    if (!(cause instanceof BartizanError)) throw cause;
  }
}
