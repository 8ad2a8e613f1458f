import {
  checkLicences,
  compareBom,
  cycloneDx,
  importBom,
  spdxDocument,
  type BomComparison,
  type CycloneVersion,
  type ImportedBom,
  type LicenceNote,
} from "../../assess/provenance/index.ts";
import type { JsonValue } from "../../contracts/index.ts";
import { parseJson, readBounded } from "../../formats/index.ts";
import { toolVersion } from "../version.ts";
import { describeModel, type DescribeRequest } from "./describe-model.ts";

export interface BomRequest extends DescribeRequest {
  readonly format: "cyclonedx" | "spdx";
  readonly specVersion: CycloneVersion;
  /** Licences of base models, by the names that the model card gives them. */
  readonly baseLicences?: ReadonlyMap<string, readonly string[]>;
}

const largestBom = 64 * 1024 * 1024;

/**
 * A bill of materials of a model on disk, with what stands out about its licences.
 *
 * @throws PROVENANCE_*, FORMATS_*
 */
export async function billOfMaterials(
  request: BomRequest,
  now: Date,
): Promise<{ readonly document: JsonValue; readonly notes: readonly LicenceNote[] }> {
  const model = await describeModel(request, now);
  const settings = { toolVersion: toolVersion(), now: now.toISOString() };
  const { notes } = checkLicences(
    model.licences,
    // A card names its base models and not their licences; what is not known is said.
    model.baseModels.map(({ name }) => ({ name, licences: request.baseLicences?.get(name) ?? [] })),
  );
  const document =
    request.format === "spdx"
      ? spdxDocument(model, settings)
      : cycloneDx(model, request.specVersion, settings);
  return { document, notes };
}

/**
 * Compares a bill of materials of others with the files on disk, whose digests are told with it.
 *
 * @throws PROVENANCE_DOCUMENT_UNFIT, PROVENANCE_*, FORMATS_*
 */
export async function compareWithBom(
  path: string,
  file: string,
  now: Date,
): Promise<{ readonly comparison: BomComparison; readonly digests: readonly string[] }> {
  const bom = await readBom(file);
  const { files } = await describeModel({ path }, now);
  return { comparison: compareBom(bom, files), digests: files.map(({ sha256 }) => sha256) };
}

/** @throws PROVENANCE_DOCUMENT_UNFIT, FORMATS_* */
export async function readBom(file: string): Promise<ImportedBom> {
  const limits = { maxLength: largestBom, maxDepth: 100 };
  return importBom(parseJson(await readBounded(file, largestBom), { file, limits }), file);
}
