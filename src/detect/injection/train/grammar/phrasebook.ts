import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { ExampleRole } from "../example.ts";
import { parseTemplate, type Template } from "./template.ts";

/** Templates of one family, or the lines of one slot. */
export type Lines = readonly Template[];

export interface Carrier {
  readonly name: string;
  readonly roles: readonly ExampleRole[];
  readonly templates: Lines;
}

/** What one language has to say. `mul` holds what needs no language. */
export interface Phrases {
  readonly language: string;
  readonly slots: ReadonlyMap<string, Lines>;
  /** Attacks a user types. */
  readonly user: ReadonlyMap<string, Lines>;
  /** Orders planted in something the model reads. */
  readonly document: ReadonlyMap<string, Lines>;
  /** Templates around an attack (`{attack}`, `{order}`) that make a family of their own. */
  readonly wrap: ReadonlyMap<string, { readonly role: ExampleRole; readonly templates: Lines }>;
  /** Benign sentences, by subject. */
  readonly text: ReadonlyMap<string, Lines>;
  readonly carriers: readonly Carrier[];
  /** How many times as often as others a family comes; 1 where nothing is said. */
  readonly weights: ReadonlyMap<string, number>;
}

export type Phrasebook = ReadonlyMap<string, Phrases>;

const folder = join(import.meta.dirname, "../phrases");

/**
 * Reads the phrase files. A file belongs to the language that its name begins with (`en.leaks.txt`). Inside:
 * `@@ kind name [role,role] [x3]` begins a list, one template a line (`x3`: three times as often); lists of carriers and wrappers are
 * separated by `%%` lines instead, since they have several lines; lines that begin with `@#` are comments.
 * Lists of the same name are joined.
 */
export function readPhrasebook(from: string = folder): Phrasebook {
  const book = new Map<string, Draft>();
  for (const file of readdirSync(from)
    .filter((name) => name.endsWith(".txt"))
    .sort()) {
    const language = basename(file).split(".")[0] ?? "";
    const draft = book.get(language) ?? newDraft(language);
    book.set(language, draft);
    readLists(readFileSync(join(from, file), "utf8"), file, draft);
  }
  const shared = finished(book.get("mul") ?? newDraft("mul"), []);
  return new Map([...book].map(([language, draft]) => [language, finished(draft, shared.carriers)]));
}

interface Draft {
  readonly language: string;
  readonly slot: Map<string, Template[]>;
  readonly user: Map<string, Template[]>;
  readonly document: Map<string, Template[]>;
  readonly text: Map<string, Template[]>;
  readonly wrap: Map<string, Template[]>;
  readonly carrier: Map<string, Template[]>;
  readonly roles: Map<string, readonly ExampleRole[]>;
  readonly weights: Map<string, number>;
}

const kinds = ["slot", "user", "document", "text", "wrap", "carrier"] as const;
const roles: readonly ExampleRole[] = ["user", "tool", "document"];

const newDraft = (language: string): Draft => ({
  language,
  slot: new Map(),
  user: new Map(),
  document: new Map(),
  text: new Map(),
  wrap: new Map(),
  carrier: new Map(),
  roles: new Map(),
  weights: new Map(),
});

function readLists(text: string, file: string, draft: Draft): void {
  for (const block of `\n${text}`.split("\n@@ ").slice(1)) {
    const lines = block.split("\n").filter((line) => !line.startsWith("@#"));
    const [kindName, name = "", ...rest] = (lines[0] ?? "").trim().split(/ +/);
    const weight = rest.find((word) => /^x\d$/.test(word));
    if (weight !== undefined) draft.weights.set(name, Number(weight.slice(1)));
    const kind = kinds.find((known) => known === kindName);
    if (kind === undefined || name === "") throw new Error(`${file}: no such list: "${lines[0]}"`);
    const wholes = kind === "wrap" || kind === "carrier";
    const items = wholes ? lines.slice(1).join("\n").split("\n%%\n") : lines.slice(1);
    const list = draft[kind].get(name) ?? [];
    draft[kind].set(name, list);
    for (const item of items)
      if (item.trim() !== "") list.push(parseTemplate(item.replace(/^\n+|\n+$/g, "")));
    if (list.length === 0) throw new Error(`${file}: the list "${name}" is empty`);
    if (wholes) draft.roles.set(name, readRoles(rest[0], `${file}: ${name}`));
  }
}

function readRoles(names: string | undefined, place: string): readonly ExampleRole[] {
  const found = (names ?? "").split(",").map((name) => roles.find((role) => role === name));
  const known = found.filter((role) => role !== undefined);
  if (known.length !== found.length) throw new Error(`${place}: no such role: "${names}"`);
  return known;
}

/** A language with sentences on no particular subject fills the carriers that need no language with them. */
function finished(draft: Draft, shared: readonly Carrier[]): Phrases {
  const { language, slot, user, document, text, wrap, carrier } = draft;
  const rolesOf = (name: string): readonly ExampleRole[] => draft.roles.get(name) ?? [];
  return {
    language,
    slots: slot,
    user,
    document,
    text,
    wrap: new Map(
      [...wrap].map(([name, templates]) => [name, { role: rolesOf(name)[0] ?? "user", templates }]),
    ),
    carriers: [
      ...[...carrier].map(([name, templates]) => ({ name, roles: rolesOf(name), templates })),
      ...(text.has("general") ? shared : []),
    ],
    weights: draft.weights,
  };
}
