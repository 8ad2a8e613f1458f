import { shortDigest } from "../digest.ts";

/** What is remembered of a session. Names are kept where globs of a policy need them, digests otherwise. */
export type ToolMemory = {
  readonly calls: number;
  readonly cost: number;
  /** Tools that returned something, as `t:` and the name; `d:` for documents; `*` for more than are kept. */
  readonly sources: readonly string[];
  /** Digests of the words under `before` that have been met. */
  readonly met: readonly string[];
  /** Flows a person has approved one call for. */
  readonly approved: readonly string[];
  /** Calls by digest of the policy's entry, for those with a limit. */
  readonly counts: readonly (readonly [string, number])[];
  /** Digests of the last calls, oldest first. */
  readonly recent: readonly string[];
};

export const noMemory: ToolMemory = {
  calls: 0,
  cost: 0,
  sources: [],
  met: [],
  approved: [],
  counts: [],
  recent: [],
};

const mostSources = 40;
const mostName = 64;
const mostCounted = 200;
const mostRecent = 32;
/** Stands for sources whose names are not kept: everything is then taken to have come in. */
export const anySource = "*";

export function withSource(memory: ToolMemory, source: string): ToolMemory {
  if (memory.sources.includes(source)) return memory;
  // As it is stored: characters that JSON escapes take six bytes.
  const fits = source.length <= mostName && Buffer.byteLength(JSON.stringify(source)) <= 2 * mostName;
  if (!fits || memory.sources.length >= mostSources) return withAny(memory);
  return { ...memory, sources: [...memory.sources, source] };
}

const withAny = (memory: ToolMemory): ToolMemory =>
  memory.sources.includes(anySource) ? memory : { ...memory, sources: [...memory.sources, anySource] };

export const withMet = (memory: ToolMemory, keys: readonly string[]): ToolMemory => {
  const fresh = keys.filter((key) => !memory.met.includes(key));
  return fresh.length === 0 ? memory : { ...memory, met: [...memory.met, ...fresh].slice(0, mostCounted) };
};

export const withApproval = (memory: ToolMemory, flow: string): ToolMemory =>
  memory.approved.includes(flow) ? memory : { ...memory, approved: [...memory.approved, flow].slice(0, 32) };

export const withoutApproval = (memory: ToolMemory, flow: string): ToolMemory => ({
  ...memory,
  approved: memory.approved.filter((one) => one !== flow),
});

/** A call counted: in all, by entry, and among the last ones. */
export function withCall(
  memory: ToolMemory,
  call: { readonly digest: string; readonly cost: number; readonly keys: readonly string[] },
): ToolMemory {
  const counts = new Map(memory.counts);
  for (const key of call.keys)
    if (counts.has(key) || counts.size < mostCounted) counts.set(key, (counts.get(key) ?? 0) + 1);
  return {
    ...memory,
    calls: memory.calls + 1,
    cost: memory.cost + call.cost,
    counts: [...counts],
    recent: [...memory.recent, call.digest].slice(-mostRecent),
  };
}

export const callDigest = (tool: string, args: string): string => shortDigest(`${tool}\n${args}`);

/** How often the last call is among the remembered ones. */
export const repeatsOf = ({ recent }: ToolMemory): number => {
  const last = recent.at(-1);
  return recent.filter((one) => one === last).length;
};

/** How many whole turns the last two calls have followed each other in turn; 0 when they are the same. */
export function alternations({ recent }: ToolMemory): number {
  const [b, a] = [recent.at(-1), recent.at(-2)];
  if (a === undefined || a === b) return 0;
  let run = 0;
  while (run < recent.length && recent.at(-1 - run) === (run % 2 === 0 ? b : a)) run += 1;
  return Math.floor(run / 2);
}
