import type { JsonValue, Subject } from "../../contracts/index.ts";
import { canonicalJson, fieldName, type Path } from "../../formats/index.ts";
import type { LoadedSystem } from "../loaded.ts";
import { componentViews } from "../subject/subject.ts";

/** One value that differs. `before` or `after` is left out where there was none. */
export interface Change {
  /** `components.orch.max_steps`: list items go by their id, since their order means nothing. */
  readonly field: string;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

/** What happened to one component, its own attributes or its surroundings. */
export interface ComponentChange {
  readonly id: string;
  readonly how: "added" | "removed" | "changed";
  /** What changed: `itself`, `zone`, `flow F5`, `data class chat-text`, `artifact m`, `dataset d`. */
  readonly because: readonly string[];
}

export interface SystemDiff {
  readonly schemaVersion: "bartizan.system-diff/v1";
  readonly before: { readonly file: string; readonly digest: string };
  readonly after: { readonly file: string; readonly digest: string };
  readonly same: boolean;
  readonly changes: readonly Change[];
  /** The components whose digest differs: evidence that depends on one of them is stale. */
  readonly components: readonly ComponentChange[];
  /** Whether evidence about the system as a whole is stale. */
  readonly wholeSystemStale: boolean;
}

/** What differs between two manifests, and which components evidence no longer speaks for. */
export function diffSystems(before: LoadedSystem, after: LoadedSystem): SystemDiff {
  const changes: Change[] = [];
  compare(before.manifest, after.manifest, [], changes);
  return {
    schemaVersion: "bartizan.system-diff/v1",
    before: { file: before.file, digest: before.digest },
    after: { file: after.file, digest: after.digest },
    same: changes.length === 0,
    changes,
    components: componentChanges(before, after),
    wholeSystemStale: before.subject.system !== after.subject.system,
  };
}

/**
 * Which components of an earlier subject are not what they were: changed or gone. Evidence made then
 * about a threat that depends on one of them is stale now.
 */
export function changedComponents(then: Subject, now: Subject): string[] {
  return Object.keys(then.components)
    .filter((id) => then.components[id] !== now.components[id])
    .sort();
}

function componentChanges(before: LoadedSystem, after: LoadedSystem): ComponentChange[] {
  const [old, now] = [componentViews(before.manifest), componentViews(after.manifest)];
  const ids = [...new Set([...old.keys(), ...now.keys()])].sort();
  return ids.flatMap((id): ComponentChange[] => {
    const [was, is] = [old.get(id), now.get(id)];
    if (was === undefined) return [{ id, how: "added", because: [] }];
    if (is === undefined) return [{ id, how: "removed", because: [] }];
    if (before.subject.components[id] === after.subject.components[id]) return [];
    return [{ id, how: "changed", because: reasons(was, is) }];
  });
}

const parts = [
  ["component", "itself"],
  ["zone", "zone"],
  ["flows", "flow"],
  ["data", "data class"],
  ["artifacts", "artifact"],
  ["datasets", "dataset"],
] as const;

function reasons(was: Readonly<Record<string, JsonValue | undefined>>, is: typeof was): string[] {
  return parts.flatMap(([key, word]) => {
    const [a, b] = [was[key] ?? null, is[key] ?? null];
    if (canonicalJson(a) === canonicalJson(b)) return [];
    if (!isList(a) || !isList(b)) return [word];
    const [old, now] = [byId(a), byId(b)];
    const ids = [...new Set([...old.keys(), ...now.keys()])].sort();
    return ids.filter((id) => text(old.get(id)) !== text(now.get(id))).map((id) => `${word} ${id}`);
  });
}

const text = (value: JsonValue | undefined): string | undefined =>
  value === undefined ? undefined : canonicalJson(value);

function compare(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: Path,
  changes: Change[],
): void {
  if (text(before) === text(after)) return;
  const [old, now] = [membersOf(before), membersOf(after)];
  if (old === undefined || now === undefined) {
    changes.push({
      field: fieldName(path),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    });
    return;
  }
  for (const key of new Set([...old.keys(), ...now.keys()]))
    compare(old.get(key), now.get(key), [...path, key], changes);
}

/** Members of a mapping, or of a list whose items have ids; other values are compared whole. */
function membersOf(value: JsonValue | undefined): ReadonlyMap<string, JsonValue> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (isList(value)) return value.every((item) => idOf(item) !== undefined) ? byId(value) : undefined;
  return new Map(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, item] as const])),
  );
}

const byId = (list: readonly JsonValue[]): Map<string, JsonValue> =>
  new Map(list.map((item) => [idOf(item) ?? canonicalJson(item), item]));

function idOf(item: JsonValue): string | undefined {
  if (typeof item !== "object" || item === null || isList(item)) return undefined;
  const { id, check, target } = item;
  if (typeof id === "string") return id;
  // Gates have no id; one check has at most one gate on each target.
  if (typeof check !== "string") return undefined;
  return typeof target === "string" ? `${check} on ${target}` : check;
}

// `Array.isArray` does not narrow readonly arrays out of the union.
const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);
