import type { KeyObject, X509Certificate } from "node:crypto";
import { fileSource } from "../../formats/index.ts";
import { rootDigest, signaturePredicate, statementType } from "./bundle/signed-manifest.ts";
import { hashSource } from "./digests/hash-source.ts";
import type { HashType } from "./digests/hash-type.ts";
import { provenanceErrors } from "./errors.ts";
import { comparePaths, isIgnored, walkModel, type ModelFile } from "./files/walk-model.ts";
import { signStatement } from "./signers/sign-statement.ts";

export interface SignModelOptions {
  readonly key: KeyObject;
  /** The certificate of the key first, then those above it. */
  readonly chain?: readonly X509Certificate[];
  readonly hash: HashType;
  /** Bytes of a part; whole files where it is absent. */
  readonly shardSize?: number;
  /** Names below the model, the signature's own among them. */
  readonly ignored: readonly string[];
  readonly followSymlinks: boolean;
  readonly signal?: AbortSignal;
}

export interface SignedModel {
  /** The bundle as it is to be written. */
  readonly bundle: string;
  readonly root: string;
  readonly resources: number;
}

/**
 * Signs a model with a local key, in the form of OpenSSF Model Signing 1.0: what the reference implementation
 * verifies with `verify key` or `verify certificate`.
 *
 * @throws PROVENANCE_SYMLINK, PROVENANCE_NOTHING_TO_SIGN, PROVENANCE_CERTIFICATE_UNUSABLE, FORMATS_*
 */
export async function signModel(path: string, options: SignModelOptions): Promise<SignedModel> {
  const folder = await walkModel(path);
  const files = folder.files.filter(({ name }) => !isIgnored(name, options.ignored));
  const odd = folder.odd.find(({ name }) => !isIgnored(name, options.ignored));
  if (odd !== undefined) throw provenanceErrors.symlink(`${odd.name} is ${odd.why}.`, { file: path });
  const link = options.followSymlinks ? undefined : files.find((file) => file.link !== undefined);
  if (link !== undefined) throw provenanceErrors.symlink(`${link.link} is a link.`, { file: path });
  const resources = (await resourcesOf(files, options)).flat();
  if (resources.length === 0)
    throw provenanceErrors.nothingToSign("There is no file to sign.", { file: path });
  const root = rootDigest(resources.map(({ digest }) => digest));
  const { hash, shardSize, ignored, followSymlinks } = options;
  const statement = {
    _type: statementType,
    subject: [{ name: folder.name, digest: { sha256: root } }],
    predicateType: signaturePredicate,
    predicate: {
      serialization: {
        method: shardSize === undefined ? "files" : "shards",
        // The name that the reference implementation takes to choose its hash.
        hash_type: hash === "blake2b" ? "blake2" : hash,
        ...(shardSize === undefined ? {} : { shard_size: shardSize }),
        allow_symlinks: followSymlinks,
        ...(ignored.length === 0 ? {} : { ignore_paths: ignored }),
      },
      resources,
    },
  };
  return { bundle: signStatement(statement, options), root, resources: resources.length };
}

interface Resource {
  readonly name: string;
  readonly algorithm: string;
  readonly digest: string;
}

async function resourcesOf(files: readonly ModelFile[], options: SignModelOptions): Promise<Resource[][]> {
  const { hash, shardSize, signal } = options;
  const all: Resource[][] = [];
  for (const { name, path } of [...files].sort((a, b) => comparePaths(a.name, b.name))) {
    const source = await fileSource(path);
    const list: Resource[] = [];
    try {
      for (const [start, end] of partsOf(source.size, shardSize)) {
        const digest = await hashSource(source, hash, {
          start,
          end,
          ...(signal === undefined ? {} : { signal }),
        });
        list.push(
          shardSize === undefined
            ? { name, algorithm: hash, digest }
            : { name: `${name}:${start}:${end}`, algorithm: `${hash}-sharded-${shardSize}`, digest },
        );
      }
    } finally {
      await source.close();
    }
    all.push(list);
  }
  return all;
}

/** A whole file is one part, also where it is empty; an empty file has no shards. */
function partsOf(size: number, shardSize: number | undefined): (readonly [number, number])[] {
  if (shardSize === undefined) return [[0, size]];
  const count = Math.ceil(size / shardSize);
  return Array.from(
    { length: count },
    (_, i) => [i * shardSize, Math.min(size, (i + 1) * shardSize)] as const,
  );
}
