import { fileSource } from "../../../formats/index.ts";
import type { SignedManifest, SignedResource } from "../bundle/signed-manifest.ts";
import { hashSource } from "../digests/hash-source.ts";
import type { ProvenanceProblem } from "../verification.ts";
import type { ModelFile } from "./walk-model.ts";

export interface Comparison {
  readonly problems: readonly ProvenanceProblem[];
  /** Digests of whole files by name, where the signature's own hash is SHA-256 of whole files. */
  readonly sha256: ReadonlyMap<string, string>;
}

/** Compares every file that is signed with what lies on disk. Parts must cover a file from end to end. */
export async function compareFiles(
  manifest: SignedManifest,
  files: ReadonlyMap<string, ModelFile>,
  signal?: AbortSignal,
): Promise<Comparison> {
  const problems: ProvenanceProblem[] = [];
  const sha256 = new Map<string, string>();
  for (const [path, parts] of byPath(manifest.resources)) {
    const file = files.get(path);
    if (file === undefined) {
      problems.push({ kind: "file-missing", path, message: "It was signed and is not there." });
      continue;
    }
    if (file.link !== undefined && !manifest.allowSymlinks)
      problems.push({
        kind: "link",
        path,
        message: `It is reached through the link ${file.link}, which the signature does not allow.`,
      });
    const source = await fileSource(file.path);
    try {
      const gap = manifest.method === "shards" ? uncovered(parts, source.size) : undefined;
      const wrong = gap === undefined ? await differing(parts, source, manifest, signal) : [gap];
      for (const message of wrong) problems.push({ kind: "file-differs", path, message });
      const only = parts[0];
      if (
        wrong.length === 0 &&
        manifest.method === "files" &&
        manifest.hash === "sha256" &&
        only !== undefined
      )
        sha256.set(path, only.digest);
    } finally {
      await source.close();
    }
  }
  return { problems, sha256 };
}

async function differing(
  parts: readonly SignedResource[],
  source: Awaited<ReturnType<typeof fileSource>>,
  { hash }: SignedManifest,
  signal?: AbortSignal,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const { digest, range } of parts) {
    const [start, end] = range ?? [0, source.size];
    const found = await hashSource(source, hash, { start, end, ...(signal === undefined ? {} : { signal }) });
    if (found !== digest)
      wrong.push(
        range === undefined
          ? `Its ${hash} is ${found}; signed was ${digest}.`
          : `Its bytes ${start} to ${end} are not those that were signed.`,
      );
  }
  return wrong;
}

function uncovered(parts: readonly SignedResource[], size: number): string | undefined {
  let at = 0;
  for (const { range } of [...parts].sort((a, b) => (a.range?.[0] ?? 0) - (b.range?.[0] ?? 0))) {
    const [start, end] = range ?? [0, 0];
    if (start !== at) return `The signature does not cover its bytes from ${at}.`;
    at = end;
  }
  return at === size ? undefined : `It has ${size} bytes; ${at} were signed.`;
}

function byPath(resources: readonly SignedResource[]): Map<string, SignedResource[]> {
  const paths = new Map<string, SignedResource[]>();
  for (const resource of resources) {
    const list = paths.get(resource.path);
    if (list === undefined) paths.set(resource.path, [resource]);
    else list.push(resource);
  }
  return paths;
}
