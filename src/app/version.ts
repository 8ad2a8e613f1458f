import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of the package itself, found from this file upwards: the same from sources and from `dist`. */
export function packageRoot(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const path = join(folder, "package.json");
    if (existsSync(path) && readPackage(path).name === "bartizan") return folder;
    if (dirname(folder) === folder) throw new Error("bartizan's own package.json is missing");
  }
}

export function toolVersion(): string {
  return readPackage(join(packageRoot(), "package.json")).version;
}

function readPackage(path: string): { readonly name: string; readonly version: string } {
  // Safe: our own file, published with the code.
  return JSON.parse(readFileSync(path, "utf8")) as { name: string; version: string };
}
