import { stat } from "node:fs/promises";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { provenanceErrors, type ImportedPart } from "../../assess/provenance/index.ts";
import { visibleText } from "../../formats/index.ts";
import { draftManifest, idFromName, parseSystem } from "../../system/index.ts";
import { readBom } from "./bill-of-materials.ts";
import { describeModel } from "./describe-model.ts";

const mostParts = 2000;

/**
 * A draft manifest of a system around a model whose parts a bill of materials of others lists: models and files as
 * artifacts, data as data sets, each with the digest, the licence and the origin that the bill states. Parts are
 * looked for on disk by their digest first, then by their name; one that is not there is marked `CHECK`, as is all
 * that a bill cannot say. What the bill says is not believed by writing it down: the digests it states are what
 * later scans compare with.
 *
 * @param out where the draft will lie: paths in it start there
 * @throws PROVENANCE_DOCUMENT_UNFIT, PROVENANCE_*, FORMATS_*
 * @example await draftFromBom("model", "vendor.cdx.json", "system.yaml", new Date())
 */
export async function draftFromBom(path: string, file: string, out: string, now: Date): Promise<string> {
  const { parts } = await readBom(file);
  const { files } = await describeModel({ path }, now);
  const folder = (await stat(path)).isDirectory();
  const from = dirname(resolve(out));
  const shown = (absolute: string): string => relative(from, absolute).split(sep).join("/") || ".";
  const byDigest = new Map(files.map((one) => [one.sha256, one.path]));
  const names = new Set(files.map((one) => one.path));
  const whole = basename(resolve(path));

  const placed = (part: ImportedPart): { readonly path: string; readonly there: boolean } => {
    const found =
      (part.sha256 === undefined ? undefined : byDigest.get(part.sha256)) ??
      (names.has(part.name) ? part.name : undefined);
    if (found !== undefined)
      return { path: shown(folder ? resolve(path, found) : resolve(path)), there: true };
    // The model itself is what the files make up; other parts lie where nobody here knows.
    if (part.kind === "model" && part.sha256 === undefined)
      return { path: shown(resolve(path)), there: true };
    return { path: `./${part.name.replace(/^(?:\.{0,2}\/)+/, "")}`, there: false };
  };
  const ids = new Set<string>();
  const line = (part: ImportedPart): string => {
    const { path: at, there } = placed(part);
    const licence = part.licences.join(" AND ");
    const fields = [
      ["id", uniqueId(part.name, ids)],
      ["path", at],
      ...(part.kind === "data" ? [] : [["component", "llm"]]),
      ...(part.sha256 !== undefined && /^[0-9a-f]{64}$/.test(part.sha256) ? [["sha256", part.sha256]] : []),
      ...(licence === "" ? [] : [["licence", licence]]),
      ...(part.purl === undefined || part.kind === "data" ? [] : [["source", part.purl]]),
    ];
    const text = fields.map(([key = "", value = ""]) => `${key}: ${quoted(value)}`).join(", ");
    return `  - {${text}}${there ? "" : "   # CHECK: it was not found here"}`;
  };
  const artifacts = parts.filter(({ kind }) => kind === "model" || kind === "file");
  const datasets = parts.filter(({ kind }) => kind === "data");
  const rest = parts.length - artifacts.length - datasets.length;
  if (artifacts.length + datasets.length === 0)
    throw provenanceErrors.documentUnfit("It lists no model, no file and no data.", { file });
  if (artifacts.length + datasets.length > mostParts)
    throw provenanceErrors.documentUnfit(`It lists more than ${mostParts} files and data sets.`, { file });
  const name = artifacts.find(({ kind }) => kind === "model")?.name ?? whole;
  const draft = [
    draftManifest({
      id: idFromName(name),
      name: visibleText(name).slice(0, 200),
      purpose: "CHECK: drawn from a bill of materials",
      users: "public",
      jurisdictions: ["EU"],
      autonomy: "answers",
      model: { hosted: "self", name },
      retrieval: false,
      memory: false,
      effects: [],
    }),
    "# As the bill of materials lists them. CHECK: which component has them, what was derived from what.",
    "artifacts:",
    ...(artifacts.length === 0 ? ["  []"] : artifacts.map(line)),
    ...(datasets.length === 0 ? [] : ["", "datasets:", ...datasets.map(line)]),
    "",
    ...(rest === 0
      ? []
      : [
          `# ${rest} libraries and others are not repeated: bartizan verify advisories ${quoted(basename(file))}`,
          "",
        ]),
  ].join("\n");
  // Nothing is written that would not load: a bill may hold what a manifest must not, such as a key for a name.
  try {
    parseSystem(draft, out);
  } catch (cause) {
    throw provenanceErrors.documentUnfit("What it lists does not fit into a manifest.", { file }, { cause });
  }
  return draft;
}

/** A line of a manifest: JSON's text is YAML's too. */
const quoted = (text: string): string => JSON.stringify(visibleText(text).slice(0, 480).toWellFormed());

function uniqueId(name: string, taken: Set<string>): string {
  const base = idFromName(basename(name)).slice(0, 50).replace(/-$/, "");
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}
