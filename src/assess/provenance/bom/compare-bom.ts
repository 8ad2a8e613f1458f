import type { ImportedBom } from "./import-bom.ts";

export interface BomComparison {
  /** Files whose digest the bill lists, by whatever name. */
  readonly matching: readonly string[];
  readonly differing: readonly { readonly path: string; readonly listed: string; readonly found: string }[];
  /** Files on disk that it does not list. */
  readonly unlisted: readonly string[];
  /** Parts with a digest that are not on disk. */
  readonly absent: readonly string[];
  /** Parts that have no digest, so nothing can be said of them. */
  readonly withoutDigest: number;
}

/** Compares what a bill of materials lists with what lies on disk, by digest; by path where digests differ. */
export function compareBom(
  bom: ImportedBom,
  files: readonly { readonly path: string; readonly sha256: string }[],
): BomComparison {
  const listed = bom.parts.filter(({ kind }) => kind === "file" || kind === "model" || kind === "data");
  const digests = new Set(listed.flatMap(({ sha256 }) => (sha256 === undefined ? [] : [sha256])));
  const byName = new Map(listed.map((part) => [part.name, part] as const));
  const found = new Set(files.map(({ sha256 }) => sha256));
  const paths = new Set(files.map(({ path }) => path));
  const matching: string[] = [];
  const differing: { path: string; listed: string; found: string }[] = [];
  const unlisted: string[] = [];
  for (const { path, sha256 } of files) {
    const claim = byName.get(path)?.sha256;
    // A file that is listed by its name must have the digest listed there, wherever else that digest occurs.
    if (claim !== undefined && claim !== sha256) differing.push({ path, listed: claim, found: sha256 });
    else if (digests.has(sha256)) matching.push(path);
    else unlisted.push(path);
  }
  return {
    matching,
    differing,
    unlisted,
    absent: listed
      .filter(({ name, sha256 }) => sha256 !== undefined && !found.has(sha256) && !paths.has(name))
      .map(({ name }) => name),
    withoutDigest: listed.filter(({ sha256, kind }) => sha256 === undefined && kind !== "data").length,
  };
}
