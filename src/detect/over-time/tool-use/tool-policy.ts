import { compileSchema, globOf, type CompiledSchema, type Glob } from "../../../formats/index.ts";
import { shortDigest } from "../digest.ts";
import { compileCondition, type ValueCondition } from "./value-condition.ts";
import type { FlowSettings, ToolEffect, ToolPolicySettings } from "./settings.ts";

/** What a policy says of some tools. */
interface ToolEntry {
  readonly fits: Glob;
  readonly key: string;
  readonly effects: readonly ToolEffect[];
  readonly trusted: boolean;
  readonly dataClasses: readonly string[];
  readonly cost: number;
  readonly conditions: readonly ValueCondition[];
  readonly schema?: CompiledSchema;
  readonly before: readonly Needed[];
  readonly most?: number;
  readonly mayRepeat: boolean;
}

/** Tools one of which must have returned. */
interface Needed {
  readonly word: string;
  readonly key: string;
  readonly fits: Glob;
}

/** A way data must not take. */
export interface Flow {
  readonly id: string;
  /** Whether what came from there begins the flow. */
  from(
    source: string,
    is: { readonly document: boolean; readonly untrusted: boolean; readonly classes: readonly string[] },
  ): boolean;
  /** Whether a call ends it. */
  into(tool: string, effects: ReadonlySet<string>): boolean;
  readonly conditions: readonly ValueCondition[];
  readonly approval?: { readonly tool: string; readonly says: string };
}

/** `tools:` of a policy, ready. */
export interface ToolPolicy {
  readonly settings: Pick<ToolPolicySettings, "limits" | "definitions" | "unknown">;
  readonly denied: Glob;
  known(tool: string): boolean;
  /** Everything the policy says of a tool. */
  entries(tool: string): readonly ToolEntry[];
  readonly flows: readonly Flow[];
  readonly needed: readonly Needed[];
}

export function compileToolPolicy(settings: ToolPolicySettings): ToolPolicy {
  const entries = settings.tools.map((tool): ToolEntry => ({
    fits: globOf(tool.name),
    key: shortDigest(JSON.stringify(tool.name)),
    effects: tool.effects,
    trusted: tool.trusted,
    dataClasses: tool.dataClasses,
    cost: tool.cost,
    conditions: tool.arguments.map(compileCondition),
    ...(tool.schema === undefined ? {} : { schema: compileSchema(tool.schema) }),
    before: (tool.before ?? []).map((word) => ({ word, key: shortDigest(word), fits: globOf([word]) })),
    ...(tool.most === undefined ? {} : { most: tool.most }),
    mayRepeat: tool.mayRepeat,
  }));
  const allowed = globOf(settings.allow ?? []);
  const denied = globOf((settings.deny ?? []).map((one) => one.toLowerCase()));
  const flows = settings.flows.map(compileFlow);
  return {
    settings,
    denied: (tool) => denied(tool.toLowerCase()),
    known: (tool) => allowed(tool) || entries.some(({ fits }) => fits(tool)),
    entries: (tool) => entries.filter(({ fits }) => fits(tool)),
    flows,
    needed: entries.flatMap(({ before }) => before),
  };
}

function compileFlow({ id, after, deny, unless }: FlowSettings): Flow {
  const words = new Set(after.source);
  const sources = globOf(after.source.filter((word) => word !== "untrusted" && word !== "document"));
  const tools = globOf((deny.tools ?? []).map((one) => one.toLowerCase()));
  const ends: ReadonlySet<string> = new Set(deny.effects ?? []);
  return {
    id,
    from: (source, { document, untrusted, classes }) =>
      ((words.has("untrusted") && untrusted) ||
        (words.has("document") && document) ||
        (!document && sources(source))) &&
      (after.dataClass === undefined || classes.includes(after.dataClass)),
    into: (tool, effects) => tools(tool.toLowerCase()) || !ends.isDisjointFrom(effects),
    conditions: (unless?.arguments ?? []).map(compileCondition),
    ...(unless?.approval === undefined ? {} : { approval: unless.approval }),
  };
}
