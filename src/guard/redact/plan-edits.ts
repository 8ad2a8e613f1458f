import type { Edit, Part, PlacedSignal } from "../../contracts/index.ts";
import type { Match } from "../decide/decide.ts";
import { hashed, masked, shapeOf, tellsLess, treatmentOf, type Treatment } from "./replacement.ts";

/** A stretch to be replaced, before its replacement is known. Stretches of a part are in order and apart. */
export interface Stretch {
  readonly part: string;
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly rule: string;
  readonly treatment: Treatment;
}

/**
 * Which stretches the enforced rules replace, in the order of the parts. Stretches that overlap are merged into
 * one that covers all of them, treated in the way that tells least of the value. A signal without a stretch
 * of its own stands for its whole part. Pure.
 */
export function planStretches(matches: readonly Match[], parts: readonly Part[]): Stretch[] {
  const byPart = new Map<string, Stretch[]>();
  const add = (part: Part, start: number, end: number, rule: string, treatment: Treatment): void => {
    const stretches = byPart.get(part.at) ?? [];
    if (stretches.length === 0) byPart.set(part.at, stretches);
    stretches.push({ part: part.at, start, end, value: "", rule, treatment });
  };
  let pointers: Map<string, Part> | undefined;
  for (const { rule, hit, parts: about } of matches) {
    for (const part of about)
      if (rule.rewrite?.text !== undefined)
        add(part, 0, part.text.length, rule.id, { kind: "text", text: rule.rewrite.text });
    for (const signal of hit.signals) {
      const treatment = treatmentOf(rule, signal);
      if (treatment === undefined) continue;
      pointers ??= new Map(parts.map((part) => [part.at, part]));
      const part = pointers.get(signal.part);
      if (part === undefined) continue;
      const [start, end] = rule.rewrite?.whole === true ? [0, part.text.length] : spanOf(signal, part.text);
      add(part, start, end, rule.id, treatment);
    }
  }
  if (byPart.size === 0) return [];
  return parts.flatMap(({ at, text, stage }) => {
    const stretches = merge(byPart.get(at) ?? [], text);
    return stage === "tool-call" ? stretches.map(asJson) : stretches;
  });
}

/** A span inside the text that never splits a surrogate pair; the whole text where there is none. */
function spanOf({ start, end }: PlacedSignal, text: string): readonly [number, number] {
  const from = Math.max(0, Math.min(start, text.length));
  const to = Math.max(0, Math.min(end, text.length));
  if (!(from < to)) return [0, text.length];
  return [from - (splits(text, from) ? 1 : 0), to + (splits(text, to) ? 1 : 0)];
}

const splits = (text: string, at: number): boolean =>
  (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;

function merge(stretches: readonly Stretch[], text: string): Stretch[] {
  const sorted = [...stretches].sort(
    (a, b) => a.start - b.start || b.end - a.end || (a.rule < b.rule ? -1 : 1),
  );
  const merged: Stretch[] = [];
  for (const stretch of sorted) {
    const last = merged.at(-1);
    if (last === undefined || stretch.start >= last.end) {
      merged.push(stretch);
      continue;
    }
    const least = tellsLess(stretch.treatment, last.treatment) ? stretch : last;
    merged[merged.length - 1] = { ...least, start: last.start, end: Math.max(last.end, stretch.end) };
  }
  return merged.map((stretch) => ({ ...stretch, value: text.slice(stretch.start, stretch.end) }));
}

/** Arguments of tools are JSON text: values are taken out of their strings, and texts put into them. */
function asJson(stretch: Stretch): Stretch {
  const { treatment, value } = stretch;
  if (treatment.kind === "text")
    return { ...stretch, treatment: { kind: "text", text: JSON.stringify(treatment.text).slice(1, -1) } };
  if (!value.includes("\\")) return stretch;
  try {
    // Safe: what stands between quotes can only be a string.
    return { ...stretch, value: JSON.parse(`"${value}"`) as string };
  } catch {
    return stretch;
  }
}

/**
 * The edits for stretches.
 *
 * @param hashKey for `hash`; without it the value is masked
 * @param tokens value → token, for `tokenise`; a value without one is masked
 */
export function toEdits(
  stretches: readonly Stretch[],
  hashKey: Uint8Array | undefined,
  tokens: ReadonlyMap<string, string>,
): Edit[] {
  return stretches.map(({ part, start, end, value, rule, treatment }) => ({
    part,
    start,
    end,
    rule,
    replacement: replacementOf(treatment, value, hashKey, tokens),
  }));
}

function replacementOf(
  treatment: Treatment,
  value: string,
  hashKey: Uint8Array | undefined,
  tokens: ReadonlyMap<string, string>,
): string {
  switch (treatment.kind) {
    case "mask":
      return masked(treatment.label);
    case "shape":
      return shapeOf(value, treatment.keepLast);
    case "hash":
      return hashKey === undefined ? masked(treatment.label) : hashed(treatment.label, value, hashKey);
    case "tokenise":
      return tokens.get(value) ?? masked(treatment.label);
    case "text":
      return treatment.text;
    default:
      treatment satisfies never;
      return masked("VALUE");
  }
}

/** The text of a part after edits. */
export function applyPartEdits(
  text: string,
  edits: readonly Pick<Edit, "start" | "end" | "replacement">[],
): string {
  let out = "";
  let at = 0;
  for (const { start, end, replacement } of edits) {
    out += text.slice(at, start) + replacement;
    at = end;
  }
  return out + text.slice(at);
}
