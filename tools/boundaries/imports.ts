import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parseSync } from "oxc-parser";

export interface ImportEdge {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

/** Every relative import of one source file, as paths from the repository root. */
export function importsOf(root: string, file: string): ImportEdge[] {
  const source = readFileSync(join(root, file), "utf8");
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message ?? "does not parse"}`);
  const edges: ImportEdge[] = [];
  const add = (specifier: string, typeOnly: boolean): void => {
    if (specifier.startsWith("."))
      edges.push({ from: file, to: normalize(join(dirname(file), specifier)), typeOnly });
  };
  for (const statement of module.staticImports) {
    add(
      statement.moduleRequest.value,
      statement.entries.length > 0 && statement.entries.every((e) => e.isType),
    );
  }
  for (const statement of module.staticExports) {
    for (const entry of statement.entries)
      if (entry.moduleRequest) add(entry.moduleRequest.value, entry.isType);
  }
  for (const dynamic of module.dynamicImports) {
    const text = source.slice(dynamic.moduleRequest.start, dynamic.moduleRequest.end);
    if (/^["'][^"']+["']$/.test(text)) add(text.slice(1, -1), false);
  }
  return edges;
}
