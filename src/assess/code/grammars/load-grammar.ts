import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Language, Parser } from "web-tree-sitter";

/** Grammars of tree-sitter, as `.wasm` beside this file in the package, in `node_modules` from source. */
export type GrammarName = "python" | "javascript" | "typescript" | "tsx";

const packageOf: Readonly<Record<GrammarName, string>> = {
  python: "tree-sitter-python",
  javascript: "tree-sitter-javascript",
  typescript: "tree-sitter-typescript",
  tsx: "tree-sitter-typescript",
};

function wasmOf(name: GrammarName): string {
  const shipped = join(import.meta.dirname, `tree-sitter-${name}.wasm`);
  if (existsSync(shipped)) return shipped;
  const manifest = createRequire(import.meta.url).resolve(`${packageOf[name]}/package.json`);
  return join(manifest, "..", `tree-sitter-${name}.wasm`);
}

let runtime: Promise<void> | undefined;
const parsers = new Map<GrammarName, Promise<Parser>>();

/** The parser of a language, made once for the process. */
export function parserOf(name: GrammarName): Promise<Parser> {
  let parser = parsers.get(name);
  if (parser === undefined) {
    runtime ??= Parser.init();
    parser = runtime.then(async () => {
      const made = new Parser();
      made.setLanguage(await Language.load(wasmOf(name)));
      return made;
    });
    parsers.set(name, parser);
  }
  return parser;
}
