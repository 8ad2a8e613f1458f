import type { JsonValue } from "../../../contracts/index.ts";
import { loadYaml } from "../../../formats/index.ts";
import { listOf, member, memberOf, textOf } from "../json-member.ts";
import type { DatasetDescription, MetricDescription } from "./model-description.ts";

/** What a model card says in its front matter and under its headings. Others' words: said, not proven. */
export interface ModelCard {
  readonly name?: string;
  readonly licences: readonly string[];
  readonly baseModels: readonly string[];
  readonly datasets: readonly DatasetDescription[];
  readonly task?: string;
  readonly library?: string;
  readonly languages: readonly string[];
  readonly tags: readonly string[];
  readonly metrics: readonly MetricDescription[];
  readonly uses: readonly string[];
  readonly limitations: readonly string[];
}

const longestSection = 2000;
const useHeadings = ["intended use", "intended uses", "direct use", "uses", "intended uses & limitations"];
const limitHeadings = [
  "limitations",
  "limitations and bias",
  "bias, risks, and limitations",
  "out-of-scope use",
];

/**
 * Reads a model card (`README.md` as Hugging Face has it): YAML front matter, then Markdown.
 *
 * @throws FORMATS_* where the front matter is no YAML
 */
export function readModelCard(text: string, file: string): ModelCard {
  const lines = text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  const end = lines[0] === "---" ? lines.indexOf("---", 1) : -1;
  const front = end > 0 ? loadYaml(lines.slice(1, end).join("\n"), { file }).value : null;
  const body = lines.slice(end + 1);
  const named = textOf(member(front, "license_name"));
  const licences = texts(member(front, "license"));
  const task = textOf(member(front, "pipeline_tag"));
  const library = textOf(member(front, "library_name"));
  const name = textOf(member(front, "model_name"));
  return {
    ...(name === undefined ? {} : { name }),
    // `other` says that the name stands in `license_name`.
    licences: named !== undefined && licences.every((id) => id === "other") ? [named] : licences,
    baseModels: texts(member(front, "base_model")),
    datasets: texts(member(front, "datasets")).map((dataset) => ({ name: dataset, use: "training" })),
    ...(task === undefined ? {} : { task }),
    ...(library === undefined ? {} : { library }),
    languages: texts(member(front, "language")),
    tags: texts(member(front, "tags")),
    metrics: metricsOf(member(front, "model-index")),
    uses: section(body, useHeadings),
    limitations: section(body, limitHeadings),
  };
}

function texts(value: JsonValue | undefined): string[] {
  if (typeof value === "string") return [value];
  return listOf(value).filter((item) => typeof item === "string");
}

/** Results as Hugging Face's `model-index` lists them. */
function metricsOf(index: JsonValue | undefined): MetricDescription[] {
  const results = listOf(index).flatMap((model) => listOf(member(model, "results")));
  return results.flatMap((result) => {
    const dataset = textOf(member(memberOf(result, "dataset"), "name"));
    return listOf(member(result, "metrics")).flatMap((metric): MetricDescription[] => {
      const [type, value] = [textOf(member(metric, "type")), member(metric, "value")];
      if (type === undefined || (typeof value !== "number" && typeof value !== "string")) return [];
      return [{ type, value: String(value), ...(dataset === undefined ? {} : { slice: dataset }) }];
    });
  });
}

/** The text under the first of these headings, shortened. */
function section(lines: readonly string[], headings: readonly string[]): string[] {
  const at = lines.findIndex((line) => {
    const title = headingOf(line);
    return title !== undefined && headings.includes(title);
  });
  if (at < 0) return [];
  const length = lines.slice(at + 1).findIndex((line) => headingOf(line) !== undefined);
  const text = lines
    .slice(at + 1, length < 0 ? undefined : at + 1 + length)
    .join("\n")
    .trim();
  // A template's placeholder is nobody's word.
  if (text === "" || text.startsWith("[More Information Needed]")) return [];
  return [text.length > longestSection ? `${text.slice(0, longestSection)}…` : text];
}

function headingOf(line: string): string | undefined {
  if (!line.startsWith("#")) return undefined;
  let level = 0;
  while (line[level] === "#") level += 1;
  return level <= 6 && line[level] === " " ? line.slice(level).trim().toLowerCase() : undefined;
}
