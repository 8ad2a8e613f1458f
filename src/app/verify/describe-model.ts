import { basename, join, resolve } from "node:path";
import { artifactFormats, examineArtifact } from "../../assess/artifacts/index.ts";
import {
  readModelCard,
  type ExternalDocument,
  type ModelCard,
  type ModelDescription,
} from "../../assess/provenance/index.ts";
import type { ArtifactReport, JsonValue } from "../../contracts/index.ts";
import { fileSource, parseJson, readBounded, readTextBounded, sha256 } from "../../formats/index.ts";
import { measuredModel, usualSignature } from "./verify-path.ts";

export interface DescribeRequest {
  readonly path: string;
  /** A report of `bartizan scan --format json`; it becomes an external reference with its digest. */
  readonly scan?: string;
  /** What a person says of the model. */
  readonly said?: { readonly version?: string; readonly supplier?: string; readonly url?: string };
  readonly signal?: AbortSignal;
}

const largestCard = 2_000_000;
const largestReport = 256 * 1024 * 1024;
const templateNames = ["chat_template.jinja", "chat_template.json"];

/**
 * What the files of a model, its card and its scan say of it. Parameters and types of numbers are counted in
 * the files; what the card says is the provider's word.
 *
 * @throws PROVENANCE_*, FORMATS_*
 */
export async function describeModel(request: DescribeRequest, now: Date): Promise<ModelDescription> {
  const path = resolve(request.path);
  const found = await measuredModel(path, now, request.signal);
  const single = found.digests[0]?.path === ".";
  const at = (name: string): string => (single ? path : join(path, name));
  const signature = await usualSignature(path, !single);
  const files = found.digests.map((file) => (single ? { ...file, path: basename(path) } : file));
  const facts = await factsOf(
    files.map((file) => ({ ...file, file: at(file.path) })),
    single ? path : undefined,
  );
  const cardFile = single ? undefined : files.find((file) => file.path === "README.md");
  const card: ModelCard = readModelCard(
    cardFile === undefined ? "" : await readTextBounded(at(cardFile.path), largestCard),
    "README.md",
  );
  const config = await configOf(
    single ? undefined : files.some((file) => file.path === "config.json") ? at("config.json") : undefined,
  );
  const { said } = request;
  const documents: ExternalDocument[] = [
    ...(cardFile === undefined
      ? []
      : [{ type: "model-card" as const, url: "README.md", sha256: cardFile.sha256 }]),
    ...(signature === undefined
      ? []
      : [
          {
            type: "signature" as const,
            url: basename(signature),
            sha256: sha256(await readBounded(signature, largestReport)),
          },
        ]),
    ...(request.scan === undefined ? [] : [await scanDocument(request.scan)]),
  ];
  const [inputs, outputs] = modalities(card.task);
  return {
    name: card.name ?? found.model.name,
    digest: found.model.root,
    files,
    licences: card.licences,
    baseModels: card.baseModels.map((name) => ({ name })),
    datasets: card.datasets,
    inputs,
    outputs,
    languages: card.languages,
    uses: card.uses,
    limitations: card.limitations,
    metrics: card.metrics,
    documents,
    facts,
    templates: files.filter((file) => templateNames.includes(basename(file.path))),
    ...(card.task === undefined ? {} : { task: card.task }),
    ...config,
    ...(said?.version === undefined ? {} : { version: said.version }),
    ...(said?.supplier === undefined ? {} : { supplier: said.supplier }),
    ...(said?.url === undefined ? {} : { downloadLocation: said.url }),
  };
}

/** Counted over all files: numbers of parts of one model add up; of anything else the first word counts. */
async function factsOf(
  files: readonly { readonly path: string; readonly file: string }[],
  single: string | undefined,
): Promise<Readonly<Record<string, string | number | boolean>>> {
  const facts: Record<string, string | number | boolean> = {};
  const sums = ["parameters", "tensors"];
  for (const { file, path } of files) {
    const source = await fileSource(single ?? file);
    try {
      const report: ArtifactReport = await examineArtifact(source, path, {
        formats: artifactFormats,
        loaders: [],
        digests: false,
      });
      for (const [name, value] of Object.entries(report.facts)) {
        const before = facts[name];
        if (sums.includes(name) && typeof before === "number" && typeof value === "number")
          facts[name] = before + value;
        else if (before === undefined) facts[name] = value;
      }
    } finally {
      await source.close();
    }
  }
  return facts;
}

/** `config.json` as Hugging Face's libraries write it: only what it says in so many words. */
async function configOf(
  file: string | undefined,
): Promise<{ readonly family?: string; readonly architecture?: string }> {
  if (file === undefined) return {};
  const config: JsonValue = parseJson(await readBounded(file, largestCard), { file });
  if (typeof config !== "object" || config === null || Array.isArray(config)) return {};
  // Safe: arrays were ruled out, which the compiler does not see of readonly arrays.
  const { model_type: family, architectures } = config as Readonly<Record<string, JsonValue>>;
  const first: JsonValue | undefined = Array.isArray(architectures) ? architectures[0] : undefined;
  return {
    ...(typeof family === "string" ? { family } : {}),
    ...(typeof first === "string" ? { architecture: first } : {}),
  };
}

async function scanDocument(file: string): Promise<ExternalDocument> {
  const bytes = await readBounded(file, largestReport);
  const report = parseJson(bytes, { file, limits: { maxLength: largestReport, maxDepth: 128 } });
  // Safe: read defensively; anything else than a text is left out.
  const verdict = (report as { readonly verdict?: unknown } | null)?.verdict;
  return {
    type: "scan-report",
    url: basename(file),
    sha256: sha256(bytes),
    ...(typeof verdict === "string" ? { comment: `verdict: ${verdict}` } : {}),
  };
}

/** What a task means for what goes in and comes out, where its name says so. */
function modalities(task: string | undefined): readonly [readonly string[], readonly string[]] {
  if (task === undefined) return [[], []];
  if (
    task === "text-generation" ||
    task === "text2text-generation" ||
    task === "translation" ||
    task === "summarization"
  )
    return [["text"], ["text"]];
  if (task === "text-classification" || task === "token-classification") return [["text"], ["label"]];
  if (task === "image-classification") return [["image"], ["label"]];
  if (task === "feature-extraction" || task === "sentence-similarity") return [["text"], ["vector"]];
  const [from, to] = task.split("-to-");
  return to === undefined || from === undefined ? [[], []] : [from.split("-"), [to]];
}
