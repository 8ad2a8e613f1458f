import { lstat, opendir, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve, sep } from "node:path";
import type { RemoteFile } from "../../targets/index.ts";
import { scanErrors } from "./errors.ts";
import type { scanRules } from "./scan-rules.ts";

/** A file that is to be examined. */
export interface FileToScan {
  /** As it is called in the report: from the path as given, with `/`. */
  readonly path: string;
  /** Where it lies. */
  readonly file: string;
  /** No sibling outside of this folder is opened. */
  readonly root: string;
  readonly bytes: number;
  /** Where it lies at an address and not on the disk. */
  readonly remote?: RemotePart;
}

/** One file of a location. */
export interface RemotePart {
  readonly file: RemoteFile;
  /** The other files of the location, by their paths in it. */
  readonly beside: ReadonlyMap<string, FileToScan>;
  /** Its digest is wanted, however large it is. */
  readonly digests?: true;
}

/** What was met and cannot be examined as a file. */
export interface Obstacle {
  readonly rule: keyof typeof scanRules;
  readonly path: string;
  readonly why: string;
}

export interface Walked {
  /** In the order of their paths. */
  readonly files: readonly FileToScan[];
  readonly obstacles: readonly Obstacle[];
  /** Folders left out on purpose. */
  readonly skipped: readonly string[];
}

/** Folders of tools, that are no part of what is scanned. One that is named itself is scanned. */
const skippedFolders: ReadonlySet<string> = new Set([
  ".bartizan",
  ".git",
  ".hg",
  ".mypy_cache",
  ".pytest_cache",
  ".ruff_cache",
  ".svn",
  ".tox",
  ".venv",
  "node_modules",
]);

export interface WalkLimits {
  readonly files: number;
  readonly depth: number;
}
const defaultWalkLimits: WalkLimits = { files: 500_000, depth: 64 };

/**
 * Every file of the paths given, hidden ones included. Links to files are followed inside of the folder that was
 * named, links to folders never, so that no loop and nothing outside is met. Nothing is opened.
 *
 * @throws SCAN_NOT_FOUND where a path given does not exist
 */
export async function walk(
  paths: readonly string[],
  cwd: string,
  signal: AbortSignal,
  limits: WalkLimits = defaultWalkLimits,
): Promise<Walked> {
  const found = {
    files: new Map<string, FileToScan>(),
    obstacles: [] as Obstacle[],
    skipped: [] as string[],
  };
  for (const given of paths) {
    const file = resolve(cwd, given);
    const real = await realpath(file).catch((cause: unknown) => {
      throw scanErrors.notFound(`${given} does not exist.`, { file: given }, { cause });
    });
    const facts = await stat(real);
    const shown = slashed(given);
    if (facts.isDirectory()) await walkFolder(real, shown === "." ? "" : withSlash(shown), real, 0);
    else if (facts.isFile()) add({ path: shown, file: real, root: dirname(real), bytes: facts.size });
    else found.obstacles.push({ rule: "notAFile", path: shown, why: kindOf(facts) });
  }
  return {
    files: [...found.files.values()].sort(byPath),
    obstacles: found.obstacles.sort(byPath),
    skipped: found.skipped.sort(),
  };

  function add(file: FileToScan): void {
    if (!found.files.has(file.path)) found.files.set(file.path, file);
  }

  async function walkFolder(folder: string, prefix: string, root: string, depth: number): Promise<void> {
    signal.throwIfAborted();
    if (depth > limits.depth) {
      found.obstacles.push({ rule: "tooMany", path: prefix, why: `It lies ${depth} folders deep.` });
      return;
    }
    const folders: string[] = [];
    try {
      for await (const entry of await opendir(folder)) {
        if (found.files.size >= limits.files) {
          tooMany(prefix);
          return;
        }
        const path = prefix + entry.name;
        const file = join(folder, entry.name);
        if (entry.isDirectory())
          if (skippedFolders.has(entry.name)) found.skipped.push(path);
          else folders.push(entry.name);
        else if (entry.isFile()) await addFile(path, file, root);
        else if (entry.isSymbolicLink()) await addLink(path, file, root);
        else found.obstacles.push({ rule: "notAFile", path, why: kindOf(entry) });
      }
    } catch (cause) {
      signal.throwIfAborted();
      found.obstacles.push({
        rule: "unreadable",
        path: prefix,
        why: `The folder cannot be read (${codeOf(cause)}).`,
      });
    }
    for (const name of folders) await walkFolder(join(folder, name), `${prefix}${name}/`, root, depth + 1);
  }

  async function addFile(path: string, file: string, root: string): Promise<void> {
    const facts = await lstat(file).catch(codeOf);
    if (typeof facts === "string")
      found.obstacles.push({ rule: "unreadable", path, why: `It cannot be opened (${facts}).` });
    else add({ path, file, root, bytes: facts.size });
  }

  async function addLink(path: string, file: string, root: string): Promise<void> {
    const target = await realpath(file).catch(() => undefined);
    const facts = target === undefined ? undefined : await stat(target).catch(() => undefined);
    if (target === undefined || facts === undefined)
      found.obstacles.push({ rule: "unreadable", path, why: "The link leads nowhere, or in a circle." });
    else if (!isInside(target, root))
      found.obstacles.push({
        rule: "linkLeaves",
        path,
        why: `It points to something called ${basename(target)} outside.`,
      });
    else if (facts.isDirectory())
      found.skipped.push(`${path} (a link to a folder that is scanned by itself)`);
    else if (facts.isFile()) add({ path, file: target, root, bytes: facts.size });
    else found.obstacles.push({ rule: "notAFile", path, why: kindOf(facts) });
  }

  function tooMany(prefix: string): void {
    if (!found.obstacles.some(({ rule }) => rule === "tooMany"))
      found.obstacles.push({
        rule: "tooMany",
        path: prefix,
        why: `There are more than ${limits.files} files; those behind were not examined.`,
      });
  }
}

/** Whether a path is the folder or lies in it. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

const slashed = (path: string): string => {
  const forward = sep === "\\" ? path.replaceAll("\\", "/") : path;
  return forward.startsWith("./") && forward.length > 2 ? forward.slice(2) : forward;
};
const withSlash = (path: string): string => (path.endsWith("/") ? path : `${path}/`);
const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;

function kindOf(facts: {
  isFIFO(): boolean;
  isSocket(): boolean;
  isBlockDevice(): boolean;
  isCharacterDevice(): boolean;
}): string {
  if (facts.isFIFO()) return "It is a pipe.";
  if (facts.isSocket()) return "It is a socket.";
  return facts.isBlockDevice() || facts.isCharacterDevice() ? "It is a device." : "It is no file.";
}

/** The system's word for what went wrong. */
export function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
}
