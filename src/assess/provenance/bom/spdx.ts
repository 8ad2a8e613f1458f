import type { JsonValue } from "../../../contracts/index.ts";
import { openSlots, type ModelDescription } from "../description/model-description.ts";
import { spdxIdOf } from "../licences/spdx-id.ts";
import { serialNumber, type BomSettings } from "./cyclonedx.ts";

type Json = Readonly<Record<string, JsonValue>>;

const context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";

/**
 * SPDX 3.0.1 JSON-LD: the model as `ai_AIPackage`, its files, data sets, licences and how they hang together.
 * The document claims the AI profile only where everything that the profile requires is known; what is missing
 * is named in its comment.
 */
export function spdxDocument(model: ModelDescription, settings: BomSettings): Json {
  const base = `https://bartizan.invalid/spdx/${serialNumber(model, settings).slice("urn:uuid:".length)}`;
  const creation = "_:creation";
  const element: MakeElement = (type, id, rest) => ({
    type,
    spdxId: `${base}#${id}`,
    creationInfo: creation,
    ...rest,
  });
  const graph = new Graph(element);
  const tool = element("SoftwareAgent", "bartizan", { name: `bartizan ${settings.toolVersion}` });
  graph.add(tool);
  const supplier =
    model.supplier === undefined
      ? undefined
      : graph.add(element("Agent", "supplier", { name: model.supplier }));
  const missing = required.filter(([field]) => model[field] === undefined).map(([, word]) => word);
  const subject = graph.add(modelPackage(model, element, supplier));
  graph.parts(model, subject);
  const slots = openSlots(model).map(({ field, owner }) => `${field} (${owner})`);
  const document = element("SpdxDocument", "document", {
    name: `${model.name}: bill of materials`,
    profileConformance: [
      "core",
      "software",
      "dataset",
      "simpleLicensing",
      ...(missing.length === 0 ? ["ai"] : []),
    ],
    rootElement: [subject],
    element: graph.ids(),
    ...(slots.length === 0 ? {} : { comment: `To be filled: ${slots.join(", ")}.` }),
  });
  return {
    "@context": context,
    "@graph": [
      {
        type: "CreationInfo",
        "@id": creation,
        specVersion: "3.0.1",
        createdBy: [`${base}#bartizan`],
        created: `${settings.now.slice(0, 19)}Z`,
      },
      document,
      ...graph.elements,
    ],
  };
}

/** What the AI profile requires of a package. */
const required = [
  ["version", "version"],
  ["supplier", "supplier"],
  ["released", "release date"],
  ["downloadLocation", "download location"],
] as const;

type Element = Json & { readonly spdxId: string };
type MakeElement = (type: string, id: string, rest: Json) => Element;

function modelPackage(model: ModelDescription, element: MakeElement, supplier: string | undefined): Element {
  const entries = (facts: Readonly<Record<string, string>>): JsonValue =>
    Object.entries(facts).map(([key, value]) => ({ type: "DictionaryEntry", key, value }));
  const parameters = model.facts["parameters"];
  const [only, ...more] = model.files;
  const types = [model.family, model.architecture].filter((type) => type !== undefined);
  return element("ai_AIPackage", "model", {
    name: model.name,
    software_primaryPurpose: "model",
    ...(model.version === undefined ? {} : { software_packageVersion: model.version }),
    ...(model.downloadLocation === undefined ? {} : { software_downloadLocation: model.downloadLocation }),
    ...(model.released === undefined ? {} : { releaseTime: model.released }),
    ...(supplier === undefined ? {} : { suppliedBy: supplier }),
    ...(model.description === undefined ? {} : { description: model.description }),
    ...(only !== undefined && more.length === 0 ? { verifiedUsing: [hash(only.sha256)] } : {}),
    ...(types.length === 0 ? {} : { ai_typeOfModel: types }),
    ...(model.task === undefined ? {} : { ai_domain: [model.task] }),
    ...(model.uses.length === 0 ? {} : { ai_informationAboutApplication: model.uses.join("\n\n") }),
    ...(model.limitations.length === 0 ? {} : { ai_limitation: model.limitations.join("\n\n") }),
    ...(parameters === undefined ? {} : { ai_hyperparameter: entries({ parameters: String(parameters) }) }),
    ...(model.metrics.length === 0
      ? {}
      : {
          ai_metric: model.metrics.map(({ type, value, slice }) => ({
            type: "DictionaryEntry",
            key: slice === undefined ? type : `${type} (${slice})`,
            value,
          })),
        }),
  });
}

const hash = (hashValue: string): Json => ({ type: "Hash", algorithm: "sha256", hashValue });

class Graph {
  readonly elements: Element[] = [];
  readonly #element: MakeElement;
  #relations = 0;

  constructor(element: MakeElement) {
    this.#element = element;
  }

  add(element: Element): string {
    this.elements.push(element);
    return element.spdxId;
  }

  ids(): string[] {
    return this.elements.map(({ spdxId }) => spdxId);
  }

  parts(model: ModelDescription, subject: string): void {
    const files = model.files.map((file, i) =>
      this.add(
        this.#element("software_File", `file-${i}`, { name: file.path, verifiedUsing: [hash(file.sha256)] }),
      ),
    );
    this.#relate(subject, "contains", files);
    const data = model.datasets.map((dataset, i) =>
      this.add(
        this.#element("dataset_DatasetPackage", `dataset-${i}`, {
          name: dataset.name,
          dataset_datasetType: ["noAssertion"],
          ...(dataset.url === undefined ? {} : { software_downloadLocation: dataset.url }),
          ...(dataset.sha256 === undefined ? {} : { verifiedUsing: [hash(dataset.sha256)] }),
        }),
      ),
    );
    this.#relate(subject, "trainedOn", data);
    const licences = model.licences.map((text, i) =>
      this.add(
        this.#element("simplelicensing_LicenseExpression", `licence-${i}`, {
          simplelicensing_licenseExpression: spdxIdOf(text) ?? `LicenseRef-${refName(text)}`,
        }),
      ),
    );
    this.#relate(subject, "hasDeclaredLicense", licences);
    const bases = model.baseModels.map(({ name, sha256: digest }, i) =>
      this.add(
        this.#element("ai_AIPackage", `base-${i}`, {
          name,
          software_primaryPurpose: "model",
          ...(digest === undefined ? {} : { verifiedUsing: [hash(digest)] }),
        }),
      ),
    );
    // `descendantOf` runs from the younger to the older.
    this.#relate(subject, "descendantOf", bases);
  }

  #relate(from: string, relationshipType: string, to: readonly string[]): void {
    if (to.length === 0) return;
    this.add(
      this.#element("Relationship", `relation-${this.#relations}`, {
        from,
        relationshipType,
        to,
        completeness: "noAssertion",
      }),
    );
    this.#relations += 1;
  }
}

/** Letters, digits, dots and dashes, as an identifier of one's own may have. */
const refName = (text: string): string => text.replaceAll(/[^A-Za-z0-9.-]/g, "-").slice(0, 100);
