import { createHash } from "node:crypto";
import type { JsonValue } from "../../../contracts/index.ts";
import { parseJson } from "../../../formats/index.ts";
import { hashTypeOf, digestBytes, type HashType } from "../digests/hash-type.ts";
import { provenanceErrors } from "../errors.ts";
import { listOf, member, memberOf, numberOf, textOf } from "../json-member.ts";

export const statementType = "https://in-toto.io/Statement/v1";
export const signaturePredicate = "https://model_signing/signature/v1.0";
export const digestsPredicate = "https://model_signing/Digests/v0.1";

/** One file, or one part of a file, with its digest. */
export interface SignedResource {
  /** As signed: a path, or `path:start:end`. */
  readonly name: string;
  /** Below the model, with `/`; `.` where the model is one file. */
  readonly path: string;
  /** Of a part: its first byte and the byte behind the last. */
  readonly range?: readonly [number, number];
  readonly digest: string;
}

/** What the signature says of the model. */
export interface SignedManifest {
  readonly predicate: typeof signaturePredicate | typeof digestsPredicate;
  readonly name: string | undefined;
  /** SHA-256 over the digests in their order: the identity of the model. Absent in the old form. */
  readonly root: string | undefined;
  readonly method: "files" | "shards";
  readonly hash: HashType;
  readonly shardSize: number | undefined;
  readonly allowSymlinks: boolean;
  readonly ignored: readonly string[];
  readonly resources: readonly SignedResource[];
}

const mostResources = 1_000_000;

/** SHA-256 over digests in hex, in the order given. */
export function rootDigest(digests: readonly string[]): string {
  const hash = createHash("sha256");
  for (const digest of digests) hash.update(Buffer.from(digest, "hex"));
  return hash.digest("hex");
}

/**
 * Reads the statement inside a signature: predicate `https://model_signing/signature/v1.0`, or the one of
 * version 0.2 that lists files as subjects.
 *
 * @throws PROVENANCE_SIGNATURE_MALFORMED: also where names are twice there or lead out of the model, and where
 *   the root digest is not that of the resources
 */
export function readSignedManifest(payload: Uint8Array, file: string): SignedManifest {
  const statement = parseJson(payload, { file, limits: { maxLength: 256 * 1024 * 1024, maxDepth: 64 } });
  const wrong: Wrong = (what) => provenanceErrors.signatureMalformed(what, { file });
  if (textOf(member(statement, "_type")) !== statementType)
    throw wrong("What is signed is no in-toto statement of version 1.");
  const type = textOf(member(statement, "predicateType"));
  if (type === digestsPredicate) return earlyManifest(statement, wrong);
  if (type !== signaturePredicate) throw wrong("The statement that is signed is not about a model.");
  return manifestOf(statement, wrong);
}

type Wrong = (what: string) => Error;

function manifestOf(statement: JsonValue, wrong: Wrong): SignedManifest {
  const subjects = listOf(member(statement, "subject"));
  if (subjects.length !== 1) throw wrong("The statement must have exactly one subject.");
  const predicate = memberOf(statement, "predicate");
  const serialization = memberOf(predicate, "serialization");
  const method = textOf(member(serialization, "method"));
  if (method !== "files" && method !== "shards") throw wrong("The way of serialising is not known here.");
  const hash = hashTypeOf(textOf(member(serialization, "hash_type")) ?? "");
  if (hash === undefined) throw wrong("The hash it was signed with is not known here.");
  const resources = listOf(member(predicate, "resources")).map((item) =>
    resourceOf(item, method, hash, wrong),
  );
  const root = textOf(member(memberOf(subjects[0], "digest"), "sha256"));
  if (root !== rootDigest(resources.map(({ digest }) => digest)))
    throw wrong("The digest of the whole is not that of the files it lists.");
  const shardSize = numberOf(member(serialization, "shard_size"));
  return {
    predicate: signaturePredicate,
    name: textOf(member(subjects[0], "name")),
    root,
    method,
    hash,
    shardSize: method === "shards" ? shardSize : undefined,
    allowSymlinks: member(serialization, "allow_symlinks") === true,
    ignored: listOf(member(serialization, "ignore_paths")).flatMap((path) =>
      typeof path === "string" ? [path.replaceAll("\\", "/").replace(/\/$/, "")] : [],
    ),
    resources: unique(resources, wrong),
  };
}

function earlyManifest(statement: JsonValue, wrong: Wrong): SignedManifest {
  const resources = listOf(member(statement, "subject")).map((subject): SignedResource => {
    const name = textOf(member(subject, "name"));
    const digest = textOf(member(memberOf(subject, "digest"), "sha256"));
    if (name === undefined || digest === undefined) throw wrong("A subject has no name or no SHA-256.");
    return { name, path: pathOf(name, wrong), digest: hexOf(digest, "sha256", wrong) };
  });
  return {
    predicate: digestsPredicate,
    name: undefined,
    root: undefined,
    method: "files",
    hash: "sha256",
    shardSize: undefined,
    allowSymlinks: false,
    ignored: [],
    resources: unique(resources, wrong),
  };
}

function resourceOf(
  item: JsonValue,
  method: "files" | "shards",
  hash: HashType,
  wrong: Wrong,
): SignedResource {
  const [name, algorithm, hex] = ["name", "algorithm", "digest"].map((key) => textOf(member(item, key)));
  if (name === undefined || algorithm === undefined || hex === undefined)
    throw wrong("A resource has no name, no algorithm or no digest.");
  // Parts carry the size in the name of the algorithm: `sha256-sharded-1000000000`.
  if (hashTypeOf(algorithm.split("-")[0] ?? "") !== hash)
    throw wrong("A resource names another hash than the signature.");
  const digest = hexOf(hex, hash, wrong);
  if (method === "files") return { name, path: pathOf(name, wrong), digest };
  const [path, start, end, ...more] = name.split(":");
  const range = [Number(start), Number(end)] as const;
  const proper = range.every((n) => Number.isSafeInteger(n)) && range[0] >= 0 && range[0] < range[1];
  if (path === undefined || more.length > 0 || !proper)
    throw wrong("A part of a file must be named `path:start:end`.");
  return { name, path: pathOf(path, wrong), range, digest };
}

function pathOf(name: string, wrong: Wrong): string {
  const parts = name.split("/");
  const odd = parts.some((part) => part === "" || part === "..") || (parts.length > 1 && parts.includes("."));
  if (odd || name.includes("\0") || name.includes("\\"))
    throw wrong("A path in it leads out of the model, or can be read in two ways.");
  return name;
}

function hexOf(text: string, hash: HashType, wrong: Wrong): string {
  if (text.length !== 2 * digestBytes[hash] || !/^[0-9a-f]+$/.test(text))
    throw wrong("A digest has not the length or form of its hash.");
  return text;
}

function unique(resources: readonly SignedResource[], wrong: Wrong): readonly SignedResource[] {
  if (resources.length === 0) throw wrong("It lists no file.");
  if (resources.length > mostResources) throw wrong(`It lists more than ${mostResources} resources.`);
  if (new Set(resources.map(({ name }) => name)).size < resources.length)
    throw wrong("It lists one name twice.");
  return resources;
}
