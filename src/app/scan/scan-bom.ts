import type { JsonObject, JsonValue, ScanFinding, ScanReport, ScanVerdict } from "../../contracts/index.ts";
import { cycloneDx, type ModelDescription } from "../../assess/provenance/index.ts";
import { digestOf } from "../../formats/index.ts";
import { openFindings, verdictSentence } from "../../report/scan/index.ts";
import { toolVersion } from "../version.ts";

const mostFindings = 5000;

/**
 * A scan as a CycloneDX 1.6 bill: the files with their digests, what they say of the model, and each finding as a
 * vulnerability of the file it is in. Files without a digest (`--no-digests`, or not readable) are left out of the
 * components. Model card, licence and lineage are for `bartizan verify bom`.
 */
export function scanBom(report: ScanReport): string {
  const files = report.artifacts.flatMap(({ path, sha256, bytes }) =>
    sha256 === undefined ? [] : [{ path, sha256, bytes }],
  );
  const listed = new Set(files.map(({ path }) => path));
  const bom = cycloneDx(describe(report, files), "1.6", {
    toolVersion: toolVersion(),
    now: report.finishedAt,
  });
  const vulnerabilities = openFindings(report)
    .filter(({ effect }) => effect !== "note")
    .slice(0, mostFindings)
    .map((finding, i) => vulnerability(finding, i, listed));
  const verdictOf = new Map(report.artifacts.map(({ path, verdict }) => [`file:${path}`, verdict]));
  const components = withVerdicts(bom["components"], verdictOf);
  return `${JSON.stringify({ ...bom, components, ...(vulnerabilities.length === 0 ? {} : { vulnerabilities }) }, null, 2)}\n`;
}

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Each file of the bill with what the scan calls it. */
function withVerdicts(
  components: JsonValue | undefined,
  verdictOf: ReadonlyMap<string, ScanVerdict>,
): JsonValue {
  if (!Array.isArray(components)) return [];
  return components.map((component: JsonValue): JsonValue => {
    if (!isObject(component)) return component;
    const { "bom-ref": reference, properties } = component;
    const verdict = typeof reference === "string" ? verdictOf.get(reference) : undefined;
    if (verdict === undefined) return component;
    const known = Array.isArray(properties) ? properties : [];
    return { ...component, properties: [...known, { name: "bartizan:verdict", value: verdict }] };
  });
}

function describe(report: ScanReport, files: ModelDescription["files"]): ModelDescription {
  const facts = new Map<string, string | number | boolean>();
  for (const artifact of report.artifacts)
    for (const [name, value] of Object.entries(artifact.facts)) if (!facts.has(name)) facts.set(name, value);
  return {
    name: report.system?.name ?? report.paths.join(", "),
    description: verdictSentence(report),
    digest: digestOf(files.map(({ path, sha256 }): JsonValue => [path, sha256])),
    files,
    licences: [],
    baseModels: [],
    datasets: [],
    inputs: [],
    outputs: [],
    languages: [],
    uses: [],
    limitations: [],
    metrics: [],
    documents: [],
    facts: Object.fromEntries(facts),
    templates: [],
  };
}

function vulnerability(finding: ScanFinding, index: number, listed: ReadonlySet<string>): JsonValue {
  const [file = ""] = finding.place.path.split("!/");
  const cwes = [
    ...new Set(finding.references.flatMap((id) => /^CWE-(\d{1,6})$/.exec(id)?.[1] ?? []).map(Number)),
  ];
  return {
    "bom-ref": `finding:${index}:${finding.id}`,
    id: finding.rule,
    source: { name: "bartizan" },
    ratings: [{ severity: finding.severity, method: "other" }],
    ...(cwes.length === 0 ? {} : { cwes }),
    description: `${finding.title}. ${finding.description}`,
    recommendation: finding.remedy,
    ...(listed.has(file) ? { affects: [{ ref: `file:${file}` }] } : {}),
  };
}
