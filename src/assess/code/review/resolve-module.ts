/** Finds the file of a tree that a module name means, from the file that imports it. */
export class ModuleResolver {
  readonly #paths: ReadonlySet<string>;
  /** Files by their last two parts, for packages whose root is not the root of the review. */
  readonly #byEnding = new Map<string, string | null>();
  readonly #known = new Map<string, string | undefined>();

  constructor(paths: Iterable<string>) {
    this.#paths = new Set(paths);
    for (const path of this.#paths) {
      if (!path.endsWith(".py")) continue;
      const parts = path.split("/");
      for (let from = Math.max(0, parts.length - 4); from < parts.length - 1; from += 1) {
        const ending = parts.slice(from).join("/");
        // Two files with one ending: nobody can say which is meant.
        this.#byEnding.set(ending, this.#byEnding.has(ending) ? null : path);
      }
    }
  }

  resolve(module: string, from: string, language: "python" | "javascript"): string | undefined {
    const folder = from.includes("/") ? from.slice(0, from.lastIndexOf("/")) : "";
    const key = `${folder}\0${language}\0${module}`;
    if (this.#known.has(key)) return this.#known.get(key);
    const found = language === "python" ? this.#python(module, folder) : this.#javascript(module, folder);
    if (this.#known.size < 200_000) this.#known.set(key, found);
    return found;
  }

  #python(module: string, folder: string): string | undefined {
    const dots = /^\.{1,20}/.exec(module)?.[0].length ?? 0;
    const rest = module.slice(dots).replaceAll(".", "/");
    if (dots > 0) {
      const parts = folder === "" ? [] : folder.split("/");
      if (dots - 1 > parts.length) return undefined;
      return this.#pythonFile(joined(parts.slice(0, parts.length - (dots - 1)).join("/"), rest));
    }
    if (!/^[A-Za-z_][\w/]*$/.test(rest)) return undefined;
    const beside =
      this.#pythonFile(joined(folder, rest)) ??
      this.#pythonFile(rest) ??
      this.#pythonFile(joined("src", rest));
    if (beside !== undefined || !rest.includes("/")) return beside;
    return this.#byEnding.get(`${rest}.py`) ?? this.#byEnding.get(`${rest}/__init__.py`) ?? undefined;
  }

  #pythonFile(path: string): string | undefined {
    return [`${path}.py`, joined(path, "__init__.py")].find((candidate) => this.#paths.has(candidate));
  }

  #javascript(module: string, folder: string): string | undefined {
    if (module.startsWith("./") || module.startsWith("../"))
      return this.#javascriptFile(normal(joined(folder, module)));
    if (module.startsWith("@/") || module.startsWith("~/"))
      return this.#javascriptFile(joined("src", module.slice(2))) ?? this.#javascriptFile(module.slice(2));
    return undefined;
  }

  #javascriptFile(path: string | undefined): string | undefined {
    if (path === undefined) return undefined;
    const stem = path.replace(/\.[mc]?js$/, "");
    const endings = [
      ".ts",
      ".tsx",
      ".js",
      ".jsx",
      ".mjs",
      ".mts",
      ".cjs",
      "/index.ts",
      "/index.tsx",
      "/index.js",
    ];
    return [path, ...endings.map((ending) => stem + ending)].find((candidate) => this.#paths.has(candidate));
  }
}

const joined = (a: string, b: string): string => (a === "" ? b : b === "" ? a : `${a}/${b}`);

/** Without `.` and `..`; undefined when it leaves the root. */
function normal(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}
