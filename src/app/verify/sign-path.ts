import { rename, rm, stat, writeFile } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import {
  provenanceErrors,
  readCertificates,
  readSigningKey,
  signModel,
  versionControl,
  type HashType,
} from "../../assess/provenance/index.ts";
import { readTextBounded } from "../../formats/index.ts";
import { usualSignaturePath } from "./verify-path.ts";

export interface SignRequest {
  readonly path: string;
  /** Private key, PEM. */
  readonly key: string;
  readonly passphrase?: string;
  /** Certificates, PEM, that of the key first. */
  readonly chain?: readonly string[];
  readonly signature?: string;
  readonly hash: HashType;
  readonly shardSize?: number;
  readonly ignored?: readonly string[];
  readonly followSymlinks?: boolean;
  readonly signal?: AbortSignal;
}

export interface SignedPath {
  readonly signature: string;
  readonly root: string;
  readonly resources: number;
}

const largestPem = 1_000_000;

/**
 * Signs a model on disk with a local key and writes the signature beside it, all or nothing.
 *
 * @throws PROVENANCE_*, FORMATS_*
 */
export async function signPath(request: SignRequest): Promise<SignedPath> {
  const path = resolve(request.path);
  const info = await stat(path).catch((cause: unknown) => {
    throw provenanceErrors.nothingToSign(
      "The path does not exist or cannot be read.",
      { file: path },
      { cause },
    );
  });
  const signature = resolve(request.signature ?? usualSignaturePath(path, info.isDirectory()));
  const own = relative(path, signature).split(sep).join("/");
  const inside = info.isDirectory() && !own.startsWith("../");
  const key = readSigningKey(await readTextBounded(request.key, largestPem), request.key, request.passphrase);
  const chain =
    request.chain &&
    (
      await Promise.all(
        request.chain.map(async (file) => readCertificates(await readTextBounded(file, largestPem), file)),
      )
    ).flat();
  const { hash, shardSize, followSymlinks = false, signal } = request;
  const signed = await signModel(path, {
    key,
    hash,
    followSymlinks,
    ignored: info.isDirectory()
      ? [...(inside ? [own] : []), ...versionControl, ...(request.ignored ?? [])]
      : [],
    ...(chain === undefined ? {} : { chain }),
    ...(shardSize === undefined ? {} : { shardSize }),
    ...(signal === undefined ? {} : { signal }),
  });
  const beside = `${signature}.${process.pid}.tmp`;
  try {
    await writeFile(beside, signed.bundle);
    await rename(beside, signature);
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw provenanceErrors.notWritable("The signature could not be written.", { file: signature }, { cause });
  }
  return { signature, root: signed.root, resources: signed.resources };
}
