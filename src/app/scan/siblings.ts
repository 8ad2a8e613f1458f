import { readdir, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, posix, resolve, sep } from "node:path";
import { fileSource, type ByteSource } from "../../formats/index.ts";
import { isInside, type FileToScan, type RemotePart } from "./walk.ts";

const mostSiblings = 20_000;

/** What a file may ask about the files around it. */
export interface Siblings {
  readonly names: readonly string[];
  open(name: string): Promise<ByteSource | undefined>;
  /** Files that were opened: where they lie, and the name by which they were asked for. */
  readonly opened: ReadonlyMap<string, string>;
}

/** Lists a folder once, whoever asks; folders below are walked too, up to a number. */
export class SiblingShelf {
  readonly #folders = new Map<string, Promise<readonly string[]>>();

  async of(file: FileToScan): Promise<Siblings> {
    const opened = new Map<string, string>();
    if (file.remote !== undefined) return remoteSiblings(file.remote, opened);
    const folder = dirname(file.file);
    return {
      // The file itself is among them: a list for each of many files would cost their square.
      names: await this.#list(folder, file.root === folder),
      opened,
      async open(name) {
        if (isAbsolute(name) || name.includes("\0") || name.includes("\\")) return undefined;
        // Links are followed first: a link in the folder must not lead out of it.
        const target = await realpath(resolve(folder, name)).catch(() => undefined);
        if (target === undefined || !isInside(target, file.root) || target === file.file) return undefined;
        const source = await fileSource(target).catch(() => undefined);
        if (source !== undefined) opened.set(target, name);
        return source;
      },
    };
  }

  #list(folder: string, top: boolean): Promise<readonly string[]> {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const listed = list(folder, top ? 1 : 3);
    this.#folders.set(folder, listed);
    return listed;
  }
}

/** The files of the same place, by their paths from the file's own folder. */
function remoteSiblings({ file, beside }: RemotePart, opened: Map<string, string>): Siblings {
  const folder = posix.dirname(file.path);
  const prefix = folder === "." ? "" : `${folder}/`;
  const names = [...beside.keys()]
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length))
    .slice(0, mostSiblings);
  return {
    names,
    opened,
    async open(name) {
      const other = beside.get(posix.normalize(prefix + name));
      if (other?.remote === undefined || other.remote.file === file) return undefined;
      const source = await other.remote.file.open().catch(() => undefined);
      if (source !== undefined) opened.set(other.file, name);
      return source;
    },
  };
}

async function list(folder: string, depth: number, prefix = ""): Promise<readonly string[]> {
  const names: string[] = [];
  const entries = await readdir(join(folder, prefix), { withFileTypes: true }).catch(() => []);
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (names.length >= mostSiblings) break;
    const name = prefix + entry.name;
    if (entry.isFile() || entry.isSymbolicLink()) names.push(name.replaceAll(sep, "/"));
    else if (entry.isDirectory() && depth > 1 && entry.name !== ".git" && entry.name !== "node_modules")
      names.push(...(await list(folder, depth - 1, `${name}/`)));
  }
  return names.slice(0, mostSiblings);
}
