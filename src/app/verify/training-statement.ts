import {
  checkSigner,
  compareSlsa,
  provenanceErrors,
  readSignatureBundle,
  readSigningKey,
  readSlsa,
  signStatement,
  slsaStatement,
  type ModelVerification,
  type SlsaComparison,
  type TrainingRun,
} from "../../assess/provenance/index.ts";
import { parseJson, readBounded, readTextBounded } from "../../formats/index.ts";
import { readTrust, type TrustNamed } from "./read-trust.ts";
import { measuredModel } from "./verify-path.ts";
import { systemLineage } from "./system-lineage.ts";

export interface StatementRequest {
  /** The manifest, and the artifact of it that was trained. */
  readonly system: string;
  readonly artifact: string;
  readonly builder: string;
  /** Private key, PEM; without it the statement is not signed. */
  readonly key?: string;
}

const largest = 64 * 1024 * 1024;

/**
 * Writes down how a model was made, from the lineage in the manifest and the digests of what lies on disk.
 *
 * @throws PROVENANCE_DOCUMENT_UNFIT, PROVENANCE_KEY_UNUSABLE, SYSTEM_*
 */
export async function writeTrainingStatement(request: StatementRequest, now: Date): Promise<string> {
  const { nodes, edges } = await systemLineage(request.system, now);
  const from = `artifact:${request.artifact}`;
  const subject = nodes.find(({ id }) => id === from);
  if (subject?.found === undefined)
    throw provenanceErrors.documentUnfit(
      `The artifact ${request.artifact} is not described or not on disk.`,
      {
        file: request.system,
      },
    );
  const used = new Set(edges.filter((edge) => edge.from === from).map(({ to }) => to));
  const statement = slsaStatement({
    builder: request.builder,
    products: [{ name: request.artifact, sha256: subject.found }],
    materials: nodes
      .filter(({ id }) => used.has(id))
      .map(({ id, found, revision }) => ({
        name: id,
        ...(found === undefined ? {} : { sha256: found }),
        ...(revision === undefined ? {} : { gitCommit: revision }),
      })),
    parameters: {},
  });
  if (request.key === undefined) return `${JSON.stringify(statement, null, 2)}\n`;
  return signStatement(statement, {
    key: readSigningKey(await readTextBounded(request.key, 1_000_000), request.key),
  });
}

export interface StatementCheck extends SlsaComparison {
  readonly schemaVersion: "bartizan.statement-check/v1";
  readonly run: TrainingRun;
  /** Who signed it; absent where it is not signed, or nothing was given to check it with. */
  readonly signer?: string;
  readonly problem?: string;
}

/**
 * Checks SLSA provenance, signed or not, against the model that it speaks of, and tells what lies there.
 *
 * @throws PROVENANCE_*, FORMATS_*
 */
export async function checkTrainingStatement(
  path: string,
  file: string,
  trust: TrustNamed,
  now: Date,
): Promise<{ readonly check: StatementCheck; readonly model: ModelVerification }> {
  const bytes = await readBounded(file, largest);
  const json = parseJson(bytes, { file, limits: { maxLength: largest } });
  const signed = typeof json === "object" && json !== null && "dsseEnvelope" in json;
  const bundle = signed ? readSignatureBundle(bytes, file) : undefined;
  const run = readSlsa(bundle === undefined ? json : parseJson(bundle.payload, { file }), file);
  const measured = await measuredModel(path, now);
  const { digests, model } = measured;
  const found = new Set([model.root, ...digests.map(({ sha256 }) => sha256)]);
  const signer = bundle === undefined ? undefined : checkSigner(bundle, await readTrust(trust, now));
  const check: StatementCheck = {
    schemaVersion: "bartizan.statement-check/v1",
    run,
    ...compareSlsa(run, found),
    ...(signer?.signer === undefined ? {} : { signer: JSON.stringify(signer.signer) }),
    ...(signer?.problem === undefined ? {} : { problem: signer.problem.message }),
  };
  return { check, model: measured };
}
