import type { CodeLanguage } from "../contract/index.ts";
import type { GrammarName } from "../grammars/load-grammar.ts";

export interface FileKind {
  readonly language: CodeLanguage;
  readonly grammar?: GrammarName;
  readonly isNotebook?: boolean;
}

const byEnding: Readonly<Record<string, FileKind>> = {
  ".py": { language: "python", grammar: "python" },
  ".pyi": { language: "python", grammar: "python" },
  ".pyw": { language: "python", grammar: "python" },
  ".js": { language: "javascript", grammar: "javascript" },
  ".mjs": { language: "javascript", grammar: "javascript" },
  ".cjs": { language: "javascript", grammar: "javascript" },
  ".jsx": { language: "javascript", grammar: "javascript" },
  ".ts": { language: "javascript", grammar: "typescript" },
  ".mts": { language: "javascript", grammar: "typescript" },
  ".cts": { language: "javascript", grammar: "typescript" },
  ".tsx": { language: "javascript", grammar: "tsx" },
  ".ipynb": { language: "python", grammar: "python", isNotebook: true },
  ".yaml": { language: "yaml" },
  ".yml": { language: "yaml" },
  ".json": { language: "json" },
  ".jsonc": { language: "json" },
  ".sh": { language: "shell" },
  ".bash": { language: "shell" },
  ".zsh": { language: "shell" },
  ".jinja": { language: "jinja" },
  ".jinja2": { language: "jinja" },
  ".j2": { language: "jinja" },
  ".md": { language: "text" },
  ".mdc": { language: "text" },
  ".mdx": { language: "text" },
  ".txt": { language: "text" },
  ".toml": { language: "text" },
  ".properties": { language: "text" },
  ".prompt": { language: "text" },
};

/** Instruction files of coding assistants that have no ending. */
const byName = /^(?:\.cursorrules|\.windsurfrules|\.clinerules|\.goosehints|\.env(?:\.[a-z]+)?)$/;

/** What a file is read as, by its name; undefined: not code that is reviewed here. */
export function kindOf(path: string): FileKind | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/^(?:Dockerfile|Containerfile)(?:\..+)?$|\.dockerfile$/i.test(name)) return { language: "dockerfile" };
  if (byName.test(name)) return { language: "text" };
  const dot = name.lastIndexOf(".");
  return dot < 0 ? undefined : byEnding[name.slice(dot).toLowerCase()];
}
