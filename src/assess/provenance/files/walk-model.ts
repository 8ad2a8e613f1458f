import { lstat, readdir, realpath, stat } from "node:fs/promises";
import { basename, join, relative, resolve, sep } from "node:path";

/** A file of a model. `name` is its path below the model with `/`, or `.` where the model is one file. */
export interface ModelFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** The name of the first link on the way to it. */
  readonly link?: string;
}

export interface ModelFolder {
  readonly root: string;
  readonly name: string;
  readonly single: boolean;
  /** Sorted as signatures sort them. */
  readonly files: readonly ModelFile[];
  /** Links that lead out of the model, nowhere or in a circle, and what is neither file nor folder. */
  readonly odd: readonly { readonly name: string; readonly why: string }[];
}

const mostFiles = 200_000;
const deepest = 64;

/** Component by component and by code points, as the reference implementation sorts paths. */
export function comparePaths(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = Buffer.compare(Buffer.from(left[i] ?? ""), Buffer.from(right[i] ?? ""));
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/**
 * Every file of a model, hidden ones included. Links inside the model are listed as links; a link that
 * leaves the model is never followed.
 *
 * @throws what `lstat` and `readdir` throw for the model itself
 */
export async function walkModel(path: string): Promise<ModelFolder> {
  const root = resolve(path);
  const info = await stat(root);
  if (info.isFile())
    return {
      root,
      name: basename(root),
      single: true,
      files: [{ name: ".", path: root, bytes: info.size }],
      odd: [],
    };
  const walk = new Walk(await realpath(root));
  await walk.folder(root, undefined, 0);
  return {
    root,
    name: basename(root),
    single: false,
    files: walk.files.sort((a, b) => comparePaths(a.name, b.name)),
    odd: walk.odd.sort((a, b) => comparePaths(a.name, b.name)),
  };
}

class Walk {
  readonly files: ModelFile[] = [];
  readonly odd: { name: string; why: string }[] = [];
  readonly #real: string;
  #root: string | undefined;

  constructor(real: string) {
    this.#real = real;
  }

  async folder(folder: string, link: string | undefined, depth: number): Promise<void> {
    this.#root ??= folder;
    if (depth > deepest) return this.#odd(folder, `deeper than ${deepest} folders`);
    for (const name of await readdir(folder)) {
      if (this.files.length + this.odd.length >= mostFiles)
        return this.#odd(folder, `more than ${mostFiles} files`);
      await this.#entry(join(folder, name), link, depth);
    }
  }

  async #entry(path: string, link: string | undefined, depth: number): Promise<void> {
    let info = await lstat(path);
    let through = link;
    if (info.isSymbolicLink()) {
      through ??= this.#name(path);
      const target = await realpath(path).catch(() => undefined);
      if (target === undefined) return this.#odd(path, "a link that leads nowhere or in a circle");
      if (target !== this.#real && !target.startsWith(this.#real + sep))
        return this.#odd(path, "a link that leads out of the model");
      info = await lstat(target);
      // A folder that lies in the model is walked where it lies; once more through a link could go in circles.
      if (info.isDirectory()) return this.#odd(path, "a link to a folder");
    }
    if (info.isDirectory()) return this.folder(path, through, depth + 1);
    if (!info.isFile()) return this.#odd(path, "neither a file nor a folder");
    this.files.push({
      name: this.#name(path),
      path,
      bytes: info.size,
      ...(through === undefined ? {} : { link: through }),
    });
  }

  #name(path: string): string {
    return relative(this.#root ?? "", path)
      .split(sep)
      .join("/");
  }

  #odd(path: string, why: string): void {
    this.odd.push({ name: this.#name(path) || ".", why });
  }
}

/** Whether `name` is one of the ignored paths or lies below one. */
export function isIgnored(name: string, ignored: readonly string[]): boolean {
  return ignored.some((path) => name === path || name.startsWith(`${path}/`) || path === ".");
}
