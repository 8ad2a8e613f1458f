import type { BartizanError } from "../../errors/index.ts";
import { closest, globOf, type Path, type YamlDocument } from "../../formats/index.ts";
import { guardErrors } from "../errors.ts";
import type { Policy, PolicyItem } from "./policy.ts";
import type { PolicyDocument } from "./policy-schema.ts";
import type { RuleDocument } from "./rule-schema.ts";

/** A policy file that has the right shape, with the places of its parts. */
export interface CheckedFile {
  readonly file: string;
  readonly document: YamlDocument;
  readonly value: PolicyDocument;
}

type Origins = WeakMap<PolicyItem, (path: Path, of?: "value" | "key") => ReturnType<Policy["place"]>>;
type Lists = {
  -readonly [Key in "rules" | "attachments" | "budgets" | "exceptions" | "tests"]: Policy[Key][number][];
};

/** What is inherited so far; each file in turn takes away, changes and adds. */
export interface Merged extends Lists {
  readonly origins: Origins;
  readonly problems: BartizanError[];
  readonly detectors: Map<string, Policy["detectors"] extends ReadonlyMap<string, infer One> ? One : never>;
  readonly ruleSets: Map<string, readonly string[]>;
  readonly clauses: Map<string, { readonly id: string; readonly text: string }>;
  settings: PolicyDocument;
}

export function emptyMerge(own: PolicyDocument): Merged {
  return {
    rules: [],
    attachments: [],
    budgets: [],
    exceptions: [],
    tests: [],
    origins: new WeakMap(),
    problems: [],
    detectors: new Map(),
    ruleSets: new Map(),
    clauses: new Map(),
    settings: own,
  };
}

/** Merges a file into what it inherits: first `remove`, then `override`, then what it adds. */
export function mergeFile(merged: Merged, checked: CheckedFile): void {
  const { value } = checked;
  removeInherited(merged, checked);
  overrideRules(merged, checked);
  for (const [id, use] of Object.entries(value.detectors ?? {})) {
    merged.detectors.set(id, use);
    remember(merged, checked, use, ["detectors", id]);
  }
  for (const [id, globs] of Object.entries(value.ruleSets ?? {})) merged.ruleSets.set(id, globs);
  for (const [index, clause] of (value.acceptableUse?.clauses ?? []).entries()) {
    if (value.acceptableUse?.clauses.slice(0, index).some(({ id }) => id === clause.id))
      merged.problems.push(twice(clause.id, checked, ["acceptableUse", "clauses", index, "id"]));
    merged.clauses.set(clause.id, clause);
  }
  add(merged, checked, "rules", ({ id }) => id);
  add(merged, checked, "attachments", ({ id }) => id);
  add(merged, checked, "budgets", ({ id }) => id);
  add(merged, checked, "exceptions", ({ id }) => id);
  add(merged, checked, "tests", ({ name }) => name);
  merged.settings = inheritSettings(merged.settings, value);
}

/** Single values: the nearest file that writes one wins; content and keys are merged by name. */
function inheritSettings(before: PolicyDocument, own: PolicyDocument): PolicyDocument {
  return {
    ...before,
    ...own,
    content: { ...before.content, ...own.content },
    keys: { ...before.keys, ...own.keys },
  };
}

function add<Key extends keyof Lists>(
  merged: Merged,
  checked: CheckedFile,
  key: Key,
  idOf: (item: Lists[Key][number]) => string,
): void {
  // Safe: the schema's output for each key is the item type of the same list.
  const items = (checked.value[key] ?? []) as Lists[Key];
  const held = merged[key] as Lists[Key][number][];
  const known = new Set(held.map(idOf));
  for (const [index, item] of items.entries()) {
    const id = idOf(item);
    if (known.has(id))
      merged.problems.push(twice(id, checked, [key, index, key === "tests" ? "name" : "id"]));
    known.add(id);
    held.push(item);
    remember(merged, checked, item, [key, index]);
  }
}

function remember(merged: Merged, { document }: CheckedFile, item: PolicyItem, path: Path): void {
  merged.origins.set(item, (rest, of) => document.place([...path, ...rest], of));
}

const twice = (id: string, { document }: CheckedFile, path: Path): BartizanError =>
  guardErrors.duplicateId(`\`${id}\` is there twice.`, document.place(path));

function removeInherited(merged: Merged, checked: CheckedFile): void {
  const { remove } = checked.value;
  if (remove === undefined) return;
  for (const key of ["rules", "attachments", "budgets", "exceptions"] as const) {
    const ids = remove[key] ?? [];
    const known: string[] = merged[key].map(({ id }) => id);
    for (const [index, id] of ids.entries())
      if (!known.includes(id)) merged.problems.push(notInherited(id, known, checked, ["remove", key, index]));
    const gone = new Set(ids);
    // Safe: filtering keeps the type of the list.
    merged[key] = (merged[key] as { id: string }[]).filter(({ id }) => !gone.has(id)) as never;
  }
  for (const [index, id] of (remove.detectors ?? []).entries())
    if (!merged.detectors.delete(id))
      merged.problems.push(
        notInherited(id, [...merged.detectors.keys()], checked, ["remove", "detectors", index]),
      );
  for (const [index, glob] of (remove.tests ?? []).entries()) {
    const fits = globOf([glob]);
    const before = merged.tests.length;
    const names = merged.tests.map(({ name }) => name);
    merged.tests = merged.tests.filter(({ name }) => !fits(name));
    if (merged.tests.length === before && glob !== "*")
      merged.problems.push(notInherited(glob, names, checked, ["remove", "tests", index]));
  }
}

function overrideRules(merged: Merged, checked: CheckedFile): void {
  for (const [id, patch] of Object.entries(checked.value.override?.rules ?? {})) {
    const path = ["override", "rules", id];
    const index = merged.rules.findIndex((rule) => rule.id === id);
    const before = merged.rules[index];
    if (before === undefined) {
      const known = merged.rules.map((rule) => rule.id);
      merged.problems.push(notInherited(id, known, checked, path, "key"));
      continue;
    }
    const changed: Partial<RuleDocument> = {};
    for (const [field, value] of Object.entries(patch))
      if (value !== undefined) Object.assign(changed, { [field]: value });
    const rule: RuleDocument = { ...before, ...changed };
    // A new action leaves what belonged to the old one behind.
    if (rule.action !== "redact") delete rule.redact;
    if (rule.action !== "rewrite") delete rule.rewrite;
    if (patch.redact !== undefined) rule.redact = patch.redact;
    if (patch.rewrite !== undefined) rule.rewrite = patch.rewrite;
    const origin = merged.origins.get(before);
    merged.rules[index] = rule;
    merged.origins.set(rule, (rest, of) =>
      origin === undefined || (rest[0] ?? "") in patch
        ? checked.document.place([...path, ...rest], of)
        : origin(rest, of),
    );
  }
}

function notInherited(
  id: string,
  known: readonly string[],
  { document }: CheckedFile,
  path: Path,
  of?: "key",
): BartizanError {
  const meant = closest(id, known);
  const options = meant === undefined ? {} : { remedy: `Did you mean \`${meant}\`?` };
  return guardErrors.unknownReference(
    `Nothing called \`${id}\` is inherited.`,
    document.place(path, of),
    options,
  );
}
