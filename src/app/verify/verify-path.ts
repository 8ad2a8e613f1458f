import { stat } from "node:fs/promises";
import { join } from "node:path";
import { provenanceErrors, verifyModel, type ModelVerification } from "../../assess/provenance/index.ts";
import { formatsErrors, readBounded } from "../../formats/index.ts";
import { readTrust, type TrustNamed } from "./read-trust.ts";

export interface VerifyRequest extends TrustNamed {
  readonly path: string;
  /** The detached signature; `model.sig` in a folder or `FILE.sig` beside a file where it is absent. */
  readonly signature?: string;
  readonly ignored?: readonly string[];
  readonly require?: "signature" | "digest";
  readonly digest?: string;
  readonly signal?: AbortSignal;
}

const largestSignature = 256 * 1024 * 1024;

/**
 * Verifies a model on disk. Nothing leaves the machine.
 *
 * @throws PROVENANCE_*, FORMATS_*
 */
export async function verifyPath(request: VerifyRequest, now: Date): Promise<ModelVerification> {
  const { path, ignored, require, digest, signal } = request;
  const info = await stat(path).catch((cause: unknown) => {
    throw formatsErrors.notFound(`${path} does not exist or cannot be read.`, { file: path }, { cause });
  });
  const trust = await readTrust(request, now);
  const signature = request.signature ?? (await usualSignature(path, info.isDirectory()));
  return verifyModel(path, {
    trust,
    ...(signature === undefined
      ? {}
      : { signature: { path: signature, bytes: await readBounded(signature, largestSignature) } }),
    ...(ignored === undefined ? {} : { ignored }),
    ...(require === undefined ? {} : { require }),
    ...(digest === undefined ? {} : { digest }),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Where signatures of models usually lie. */
export function usualSignaturePath(path: string, folder: boolean): string {
  return folder ? join(path, "model.sig") : `${path}.sig`;
}

/** The signature that lies where signatures usually do, or undefined. */
export async function usualSignature(path: string, folder: boolean): Promise<string | undefined> {
  const file = usualSignaturePath(path, folder);
  const info = await stat(file).catch(() => undefined);
  return info?.isFile() === true ? file : undefined;
}

/**
 * The files of a model with their digests, and its root digest, as they are whether or not it is signed.
 *
 * @throws PROVENANCE_NOTHING_TO_SIGN, FORMATS_*
 */
export async function measuredModel(
  path: string,
  now: Date,
  signal?: AbortSignal,
): Promise<ModelVerification> {
  const info = await stat(path).catch((cause: unknown) => {
    throw provenanceErrors.nothingToSign(
      "The path does not exist or cannot be read.",
      { file: path },
      { cause },
    );
  });
  const signaturePath = await usualSignature(path, info.isDirectory());
  return verifyModel(path, {
    trust: { trustRoot: {}, now },
    ...(signaturePath === undefined ? {} : { signaturePath }),
    ...(signal === undefined ? {} : { signal }),
  });
}
