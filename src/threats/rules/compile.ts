import type { BartizanError, Place } from "../../errors/index.ts";
import { closest, type Path } from "../../formats/index.ts";
import { threatsErrors } from "../errors.ts";
import { demandOf, type Condition, type Reach, type ReachEnd, type Scalar } from "./condition.ts";
import type { Rule, RuleScope } from "./schema.ts";
import { canSatisfy, typesAt, wordsAt } from "./types.ts";

/** A rule whose every path exists and whose every comparison can come true. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly conditions: readonly Condition[];
  readonly reach: Reach | undefined;
}

type PlaceOf = (path: Path, of?: "value" | "key") => Place;
const prefixes: Readonly<Record<RuleScope, string>> = { component: "c", flow: "f", system: "sys" };

/** Turns a rule into conditions that are data, never code. What cannot be meant is a problem with its place. */
export function compileRule(
  rule: Rule,
  placeOf: PlaceOf,
): { compiled: CompiledRule; problems: BartizanError[] } {
  const problems: BartizanError[] = [];
  const conditions: Condition[] = [];
  let reach: Reach | undefined;
  const kinds = kindsNamed(rule);
  for (const [path, value] of Object.entries(rule.when)) {
    const at: Path = ["when", path];
    if (isReach(value)) {
      if (path === "reach") reach = compileReach(value, rule.target, placeOf, problems);
      else problems.push(threatsErrors.unknownPath(`\`${path}\` cannot hold a mapping.`, placeOf(at, "key")));
      continue;
    }
    const split = splitPath(path, rule.target);
    if (split === undefined) {
      problems.push(threatsErrors.unknownPath(scopeSentence(path, rule.target), placeOf(at, "key")));
      continue;
    }
    const scoped = kinds.get(split.of) ?? [];
    conditions.push(
      checked(
        { path, steps: split.steps, demand: demandOf(value) },
        split.scope,
        scoped,
        at,
        placeOf,
        problems,
      ),
    );
  }
  return { compiled: { rule, conditions, reach }, problems };
}

function scopeSentence(path: string, scope: RuleScope): string {
  const prefix = prefixes[scope];
  const others = prefix === "sys" ? "`sys.`" : `\`${prefix}.\` or \`sys.\``;
  return `\`${path}\` is not a path here: a rule about a ${scope} asks for ${others}.`;
}

interface Split {
  readonly scope: RuleScope;
  readonly steps: readonly string[];
  /** Which component the path is about: the element, a flow's ends, or none. */
  readonly of: "c" | "src" | "dst" | "none";
}

/** `c.` and `f.` belong to rules about components and flows; `sys.` may be asked everywhere. */
function splitPath(path: string, target: RuleScope): Split | undefined {
  const [head, ...steps] = path.split(".");
  if (steps.length === 0 || steps.includes("")) return undefined;
  if (head === "sys") return { scope: "system", steps, of: "none" };
  if (head !== prefixes[target]) return undefined;
  const [first] = steps;
  const end = first === "src" || first === "dst" ? first : "none";
  return { scope: target, steps, of: target === "component" ? "c" : end };
}

/** The kinds that the rule itself allows, so that `c.acl` is checked against those alone. */
function kindsNamed(rule: Rule): Map<Split["of"], readonly string[]> {
  const kinds = new Map<Split["of"], readonly string[]>();
  for (const [path, of] of [
    ["c.kind", "c"],
    ["f.src.kind", "src"],
    ["f.dst.kind", "dst"],
  ] as const) {
    const value = rule.when[path];
    if (typeof value === "string" && !value.includes(":")) kinds.set(of, [value]);
    if (Array.isArray(value)) kinds.set(of, value.map(String));
  }
  return kinds;
}

function checked(
  condition: Condition,
  scope: RuleScope,
  kinds: readonly string[],
  at: Path,
  placeOf: PlaceOf,
  problems: BartizanError[],
): Condition {
  const types = typesAt(scope, condition.steps, kinds);
  if (types.length === 0) {
    const last = condition.steps.at(-1) ?? "";
    const meant = closest(last, wordsAt(scope, condition.steps));
    const remedy = meant === undefined ? {} : { remedy: `Did you mean \`${meant}\`?` };
    problems.push(
      threatsErrors.unknownPath(`No manifest can state \`${condition.path}\`.`, placeOf(at, "key"), remedy),
    );
  } else if (!types.some((type) => canSatisfy(type, condition.demand))) {
    const values = types.flatMap((type) => (type.kind === "enum" ? type.values : []));
    const remedy = values.length === 0 ? {} : { remedy: `It may be: ${[...new Set(values)].join(", ")}.` };
    problems.push(
      threatsErrors.impossibleValue(`\`${condition.path}\` can never be that.`, placeOf(at), remedy),
    );
  }
  return condition;
}

type RawConditions = Readonly<Record<string, Scalar | readonly Scalar[]>>;
interface RawReach {
  readonly from: "self" | RawConditions;
  readonly to: "self" | RawConditions;
}

const isReach = (value: Rule["when"][string]): value is Extract<Rule["when"][string], RawReach> =>
  typeof value === "object" && !Array.isArray(value);

function compileReach(raw: RawReach, target: RuleScope, placeOf: PlaceOf, problems: BartizanError[]): Reach {
  const bad = (message: string, path: Path): void => {
    problems.push(threatsErrors.badReach(message, placeOf(path)));
  };
  if (raw.from === "self" && raw.to === "self")
    bad("`reach` from `self` to `self` says nothing.", ["when", "reach"]);
  if (target === "system" && (raw.from === "self" || raw.to === "self"))
    bad("A rule about the system has no `self` in `reach`.", ["when", "reach"]);
  const end = (side: "from" | "to"): ReachEnd => {
    const value = raw[side];
    if (value === "self") return "self";
    if (Object.keys(value).length === 0) bad(`\`${side}\` needs a condition.`, ["when", "reach", side]);
    const kind = value["kind"];
    const kinds = typeof kind === "string" ? [kind] : Array.isArray(kind) ? kind.map(String) : [];
    return Object.entries(value).map(([path, demand]) => {
      const condition = { path, steps: path.split("."), demand: demandOf(demand) };
      return checked(condition, "component", kinds, ["when", "reach", side, path], placeOf, problems);
    });
  };
  return { from: end("from"), to: end("to") };
}
