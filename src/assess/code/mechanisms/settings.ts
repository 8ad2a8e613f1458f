import {
  at,
  entriesOf,
  nodesOf,
  scalarOf,
  stringOf,
  walk,
  type CodeFile,
  type Placed,
  type Span,
} from "../contract/index.ts";

const assignment = /^[A-Za-z_]\w*=/;

/** A variable of the environment as a file sets it. */
export interface Setting extends Placed {
  readonly name: string;
  /** Absent where it comes from elsewhere: a secret of Kubernetes, another variable. */
  readonly value?: string;
}

/** What a file sets: `ENV`, `export`, `environment:` of Compose, `env:` of Kubernetes and workflows, `os.environ[…] = …`. */
export function settingsOf(file: CodeFile): readonly Setting[] {
  const settings: Setting[] = [];
  const add = (where: Span, name: string, value: string | undefined): void => {
    settings.push({ at: where, name, ...(value === undefined ? {} : { value }) });
  };
  const pair = (where: Span, text: string): void => {
    const cut = text.indexOf("=");
    if (cut > 0) add(where, text.slice(0, cut), text.slice(cut + 1).replaceAll(/^["']|["']$/g, ""));
  };
  for (const { at: where, instruction, text } of file.docker)
    if (instruction === "ENV") {
      if (assignment.test(text)) for (const word of text.split(/\s+/)) pair(where, word);
      else add(where, text.split(/\s/, 1)[0] ?? "", text.replace(/^\S+\s+/, ""));
    }
  for (const { at: where, words } of file.shell)
    for (const word of words) {
      if (assignment.test(word)) pair(where, word);
      else if (word !== "export" && word !== "env") break;
    }
  for (const { node } of walk(file.language === "yaml" ? file.data : undefined))
    for (const key of ["environment", "env"]) {
      const inner = at(node, key);
      for (const [name, value] of entriesOf(inner))
        add(value.keyAt ?? value.at, name, String(scalarOf(value) ?? ""));
      for (const item of nodesOf(inner)) {
        const text = scalarOf(item);
        const name = scalarOf(at(item, "name"));
        const value = scalarOf(at(item, "value"));
        if (typeof text === "string") pair(item.at, text);
        else if (typeof name === "string")
          add(item.at, name, value === undefined ? undefined : String(value));
      }
    }
  for (const { at: where, name, resolved, value } of file.assignments)
    if (resolved === "os.environ[]") add(where, name, stringOf(value));
  return settings;
}
