/** A document that belongs to the model, by where it is and what it is. */
export interface ExternalDocument {
  readonly type: "model-card" | "scan-report" | "signature" | "website" | "documentation";
  readonly url: string;
  readonly sha256?: string;
  readonly comment?: string;
}

export interface DatasetDescription {
  readonly name: string;
  readonly url?: string;
  readonly sha256?: string;
  /** `training`, `evaluation`, or nothing where it is not said. */
  readonly use?: string;
}

export interface MetricDescription {
  readonly type: string;
  readonly value: string;
  readonly slice?: string;
}

/**
 * What is known of a model, and by whom it was said. Everything here comes from the files themselves, from
 * their model card or from a manifest; what nobody said is absent and appears among the slots.
 */
export interface ModelDescription {
  readonly name: string;
  readonly version?: string;
  readonly description?: string;
  readonly supplier?: string;
  readonly released?: string;
  readonly downloadLocation?: string;
  /** The root digest over all files. */
  readonly digest: string;
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[];
  /** As declared; SPDX identifiers where they are. */
  readonly licences: readonly string[];
  readonly baseModels: readonly { readonly name: string; readonly sha256?: string }[];
  readonly datasets: readonly DatasetDescription[];
  readonly task?: string;
  readonly family?: string;
  readonly architecture?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly languages: readonly string[];
  readonly uses: readonly string[];
  readonly limitations: readonly string[];
  readonly metrics: readonly MetricDescription[];
  readonly documents: readonly ExternalDocument[];
  /** Facts of the files: parameters, types of numbers, context length, format. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  /** The templates that turn messages into text: code of a kind, so each is listed with its digest. */
  readonly templates: readonly { readonly path: string; readonly sha256: string }[];
}

/** A field that duties ask for and that nobody has filled. */
export interface Slot {
  readonly field: string;
  /** Who has to fill it. */
  readonly owner: "provider" | "deployer";
  /** Which text asks for it. */
  readonly asks: string;
}

const wanted: readonly (Slot & { readonly known: (model: ModelDescription) => boolean })[] = [
  slot("supplier", "NTIA minimum elements; SPDX 3 AI profile", (m) => m.supplier !== undefined),
  slot("version", "NTIA minimum elements; SPDX 3 AI profile", (m) => m.version !== undefined),
  slot("release date", "EU AI Act, Annex XI, 1(1)(c)", (m) => m.released !== undefined),
  slot("download location", "SPDX 3 AI profile", (m) => m.downloadLocation !== undefined),
  slot("licence", "EU AI Act, Annex XI, 1(1)(f)", (m) => m.licences.length > 0),
  slot("task", "EU AI Act, Annex XI, 1(1)(a)", (m) => m.task !== undefined),
  slot("architecture", "EU AI Act, Annex XI, 1(1)(d)", (m) => m.architecture !== undefined),
  slot("number of parameters", "EU AI Act, Annex XI, 1(1)(d)", (m) => m.facts["parameters"] !== undefined),
  slot(
    "modality of inputs and outputs",
    "EU AI Act, Annex XI, 1(1)(e)",
    (m) => m.inputs.length > 0 && m.outputs.length > 0,
  ),
  slot("training data", "EU AI Act, Annex XI, 1(2)(c)", (m) => m.datasets.length > 0),
  slot("acceptable use", "EU AI Act, Annex XI, 1(1)(b)", (m) => m.uses.length > 0),
  slot("technical limitations", "EU AI Act, Annex XI, 1(2)", (m) => m.limitations.length > 0),
  slot("compute used for training", "EU AI Act, Annex XI, 1(2)(d)", () => false),
  slot("energy consumption", "EU AI Act, Annex XI, 1(2)(e)", () => false),
  { ...slot("use in this system", "EU AI Act, Annex XII", () => false), owner: "deployer" },
];

function slot(
  field: string,
  asks: string,
  known: (model: ModelDescription) => boolean,
): Slot & { readonly known: (model: ModelDescription) => boolean } {
  return { field, owner: "provider", asks, known };
}

/** What duties ask for and nobody has said. Nothing is ever made up to fill one. */
export function openSlots(model: ModelDescription): readonly Slot[] {
  return wanted
    .filter(({ known }) => !known(model))
    .map(({ field, owner, asks }) => ({ field, owner, asks }));
}
