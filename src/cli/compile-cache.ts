import { lstatSync, mkdirSync } from "node:fs";
import { enableCompileCache, getCompileCacheDir } from "node:module";
import { dirname, isAbsolute, join } from "node:path";

export interface CacheSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Who runs this; undefined where the system has no such numbers. */
  readonly uid: number | undefined;
}

/**
 * The folder that compiled code is kept in from one start to the next, made where it is missing: below
 * `$XDG_CACHE_HOME` or `~/.cache`. What lies there is run, so it and the folders it stands in must belong to
 * whoever runs this, and nobody else may write to them; otherwise there is none.
 *
 * @returns undefined where `BARTIZAN_COMPILE_CACHE` is `off`, or there is no such folder
 */
export function compileCacheFolder({ env, uid }: CacheSettings): string | undefined {
  if (env["BARTIZAN_COMPILE_CACHE"] === "off" || uid === undefined) return undefined;
  const named = env["XDG_CACHE_HOME"];
  const caches = named !== undefined && isAbsolute(named) ? named : join(env["HOME"] ?? "", ".cache");
  if (!isAbsolute(caches)) return undefined;
  const own = join(caches, "bartizan");
  const folder = join(own, "compiled");
  try {
    if (!isOnlyOurs(dirname(caches), uid)) return undefined;
    for (const step of [caches, own, folder]) {
      if (lstatSync(step, { throwIfNoEntry: false }) === undefined) mkdirSync(step, { mode: 0o700 });
      if (!isOnlyOurs(step, uid)) return undefined;
    }
    return folder;
  } catch (cause) {
    // Without it everything only starts more slowly.
    if (cause instanceof Error && "code" in cause) return undefined;
    throw cause;
  }
}

/** Whether nobody else can put anything there; a link is not followed. */
function isOnlyOurs(folder: string, uid: number): boolean {
  const facts = lstatSync(folder, { throwIfNoEntry: false });
  return facts !== undefined && facts.isDirectory() && facts.uid === uid && (facts.mode & 0o022) === 0;
}

/** Lets Node keep what it compiles. Who asked Node for a cache of their own keeps theirs. */
export function keepCompiledCode(settings: CacheSettings): void {
  if (getCompileCacheDir() !== undefined) return;
  const folder = compileCacheFolder(settings);
  if (folder !== undefined) enableCompileCache(folder);
}
