import type { JsonValue } from "../../../contracts/index.ts";
import { sha256 } from "../../../formats/index.ts";
import {
  openSlots,
  type DatasetDescription,
  type ExternalDocument,
  type ModelDescription,
} from "../description/model-description.ts";
import { spdxIdOf } from "../licences/spdx-id.ts";
import { property } from "./property-name.ts";

export const cycloneVersions = ["1.6", "1.7"] as const;
export type CycloneVersion = (typeof cycloneVersions)[number];

export interface BomSettings {
  readonly toolVersion: string;
  /** When it was made, ISO 8601. */
  readonly now: string;
}

type Json = Readonly<Record<string, JsonValue>>;

/**
 * A CycloneDX ML-BOM (ECMA-424): the model as `machine-learning-model` with its model card, its files with
 * their digests, its base models as ancestors, its data sets. What nobody has said is listed as a slot with
 * its owner, and never made up.
 */
export function cycloneDx(model: ModelDescription, version: CycloneVersion, settings: BomSettings): Json {
  const reference = `model:${model.digest}`;
  const data = model.datasets.map((dataset, i) => datasetComponent(dataset, i));
  const slots = openSlots(model);
  return {
    $schema: `http://cyclonedx.org/schema/bom-${version}.schema.json`,
    bomFormat: "CycloneDX",
    specVersion: version,
    serialNumber: serialNumber(model, settings),
    version: 1,
    metadata: {
      timestamp: settings.now,
      lifecycles: [{ phase: "post-build" }],
      tools: { components: [{ type: "application", name: "bartizan", version: settings.toolVersion }] },
      component: modelComponent(model, reference),
      ...(slots.length === 0
        ? {}
        : {
            properties: slots.map(({ field, owner, asks }) =>
              property(`slot:${field}`, `to be filled by the ${owner} (${asks})`),
            ),
          }),
    },
    components: [
      ...model.files.map((file): Json => ({
        type: "file",
        "bom-ref": `file:${file.path}`,
        name: file.path,
        hashes: [hash(file.sha256)],
        properties: [
          property("bytes", String(file.bytes)),
          ...(model.templates.some(({ path }) => path === file.path)
            ? [property("role", "chat-template")]
            : []),
        ],
      })),
      ...data,
    ],
    dependencies: [
      {
        ref: reference,
        dependsOn: [...model.files.map(({ path }) => `file:${path}`), ...data.map((_, i) => `data:${i}`)],
      },
    ],
  };
}

const hash = (content: string): Json => ({ alg: "SHA-256", content });

function modelComponent(model: ModelDescription, reference: string): Json {
  const [only, ...more] = model.files;
  return {
    type: "machine-learning-model",
    "bom-ref": reference,
    name: model.name,
    ...(model.version === undefined ? {} : { version: model.version }),
    ...(model.description === undefined ? {} : { description: model.description }),
    ...(model.supplier === undefined ? {} : { supplier: { name: model.supplier } }),
    // The digest of a folder is no hash of any bytes, so it is a property.
    ...(only !== undefined && more.length === 0 ? { hashes: [hash(only.sha256)] } : {}),
    ...(model.licences.length === 0 ? {} : { licenses: model.licences.map(licence) }),
    ...(model.baseModels.length === 0
      ? {}
      : {
          pedigree: {
            ancestors: model.baseModels.map(({ name, sha256: digest }) => ({
              type: "machine-learning-model",
              name,
              ...(digest === undefined ? {} : { hashes: [hash(digest)] }),
            })),
          },
        }),
    ...(model.documents.length === 0 ? {} : { externalReferences: model.documents.map(external) }),
    modelCard: modelCard(model),
    properties: [
      property("model-digest", model.digest),
      ...Object.entries(model.facts)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => property(`fact:${name}`, String(value))),
    ],
  };
}

function modelCard(model: ModelDescription): Json {
  const parameters: Json = {
    ...(model.task === undefined ? {} : { task: model.task }),
    ...(model.family === undefined ? {} : { architectureFamily: model.family }),
    ...(model.architecture === undefined ? {} : { modelArchitecture: model.architecture }),
    ...(model.datasets.length === 0
      ? {}
      : { datasets: model.datasets.map((_, i) => ({ ref: `data:${i}` })) }),
    ...(model.inputs.length === 0 ? {} : { inputs: model.inputs.map((format) => ({ format })) }),
    ...(model.outputs.length === 0 ? {} : { outputs: model.outputs.map((format) => ({ format })) }),
  };
  const considerations: Json = {
    ...(model.uses.length === 0 ? {} : { useCases: model.uses }),
    ...(model.limitations.length === 0 ? {} : { technicalLimitations: model.limitations }),
  };
  return {
    ...(Object.keys(parameters).length === 0 ? {} : { modelParameters: parameters }),
    ...(model.metrics.length === 0
      ? {}
      : { quantitativeAnalysis: { performanceMetrics: model.metrics.map((metric) => ({ ...metric })) } }),
    ...(Object.keys(considerations).length === 0 ? {} : { considerations }),
  };
}

function datasetComponent({ name, url, sha256: digest, use }: DatasetDescription, i: number): Json {
  return {
    type: "data",
    "bom-ref": `data:${i}`,
    name,
    ...(digest === undefined ? {} : { hashes: [hash(digest)] }),
    data: [{ type: "dataset", name, ...(url === undefined ? {} : { contents: { url } }) }],
    ...(use === undefined ? {} : { properties: [property("use", use)] }),
  };
}

function licence(text: string): Json {
  const id = spdxIdOf(text);
  return { license: id === undefined ? { name: text } : { id } };
}

const referenceTypes: Readonly<Record<ExternalDocument["type"], string>> = {
  "model-card": "model-card",
  "scan-report": "static-analysis-report",
  signature: "digital-signature",
  website: "website",
  documentation: "documentation",
};

function external({ type, url, sha256: digest, comment }: ExternalDocument): Json {
  return {
    type: referenceTypes[type],
    url,
    ...(comment === undefined ? {} : { comment }),
    ...(digest === undefined ? {} : { hashes: [hash(digest)] }),
  };
}

/** The same document has the same number: a version 8 UUID (RFC 9562) from digest and time. */
export function serialNumber(model: ModelDescription, { now }: BomSettings): string {
  const hex = sha256(`${model.digest} ${now}`).slice(0, 32);
  const text = `${hex.slice(0, 12)}8${hex.slice(13, 16)}a${hex.slice(17)}`;
  return `urn:uuid:${[text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-")}`;
}
