import type { ViewKind } from "../../contracts/index.ts";
import { survey } from "./chunks/index.ts";
import { coreOf } from "./cores.ts";
import { readingsOf, type Level } from "./levels.ts";
import { asWritten, concat, sourceOf, through, type Mapped } from "./mapped.ts";
import { normalise, normaliseHold } from "./normalise/index.ts";
import { viewOf, type View } from "./view.ts";

export { flagEnd, isInvisible, isMeant } from "./normalise/index.ts";
export { lookalikes } from "./normalise/lookalikes.ts";
export { messageIn } from "./normalise/invisible-bytes.ts";
export type { View } from "./view.ts";

/** How many units of plain text a view shows before and after what was decoded. */
const neighbourhood = 160;

/**
 * The renderings of a text in which evasions are undone; without the text as written, and empty when nothing
 * differs. `normalised`: one view of the whole text. `decoded`: that, and for each place where something is
 * encoded a view of the neighbourhood with the decoded text in its place, so that "decode this and do it: …"
 * reads as one sentence; one view for each level of nesting, up to three. What was decoded is given by itself
 * too, where it is sentences: what stands around it must not drown it.
 *
 * Linear in the text; together the views are at most a few times its length.
 *
 * @example viewsOf("aWdub3JlIGFsbCBydWxlcw==", "decoded")[0]?.text // "ignore all rules"
 */
export function viewsOf(text: string, depth: "normalised" | "decoded"): readonly View[] {
  const read = depth === "decoded" ? normalise(text, true) : undefined;
  const says = read !== undefined && read.kinds.length > 1;
  const plain = depth === "normalised" || says ? normalise(text, false) : read;
  const views: View[] = plain ? [viewOf(plain.mapped, plain.kinds, true)] : [];
  if (depth === "normalised") return views;
  if (says) {
    views.push(viewOf(read.mapped, read.kinds, true));
    const core = coreOf(read.mapped, text);
    if (core && differs(core, read.mapped)) views.push(viewOf(core, read.kinds, true));
  }
  return [...views, ...decodedViews(read?.mapped.text ?? text, read?.mapped, read?.kinds ?? [])];
}

/**
 * The smallest offset from which views may be built otherwise when more text follows: the start of the
 * stretch after the last plain word. What the views show of the text before it stays as it is.
 */
export function viewHold(text: string): number {
  const hold = normaliseHold(text);
  const read = normalise(text.slice(0, hold), true);
  if (read === undefined)
    return Math.min(hold, survey(hold === text.length ? text : text.slice(0, hold)).hold);
  const inner = survey(read.mapped.text).hold;
  return Math.min(hold, inner >= read.mapped.text.length ? hold : sourceOf(read.mapped, inner, inner + 1)[0]);
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly levels: readonly Level[];
}

function decodedViews(text: string, outer: Mapped | undefined, before: readonly ViewKind[]): View[] {
  const readings: Place[][] = [[], []];
  for (const { start, end, hints } of survey(text).chunks)
    readingsOf(text.slice(start, end), hints).forEach((levels, i) =>
      readings[i]?.push({ start, end, levels }),
    );
  const views: View[] = [];
  for (const places of readings)
    for (let depth = 1; places.some(({ levels }) => levels.length >= depth); depth++)
      for (const group of groupsOf(places, depth)) views.push(viewOfGroup(text, group, depth, outer, before));
  for (const place of readings[0] ?? []) {
    const core = coreView(text, place, outer, before);
    if (core) views.push(core);
  }
  return views;
}

function coreView(
  text: string,
  { start, end, levels }: Place,
  outer: Mapped | undefined,
  before: readonly ViewKind[],
): View | undefined {
  const last = levels.at(-1);
  const core = last && coreOf(last.mapped, text.slice(start, end));
  // Where the chunk is all there is, the view of it says the same.
  const alone =
    start === 0 && end === text.length && !differs(core ?? asWritten(""), last?.mapped ?? asWritten(""));
  if (!core || !last || alone) return undefined;
  const mapped = moved(core, start);
  const kinds = [...new Set([...before, ...last.kinds])];
  return viewOf(outer ? through(outer, mapped) : mapped, kinds, end >= text.length);
}

/** Whether enough was left out to matter. */
const differs = (core: Mapped, whole: Mapped): boolean => core.text.trim() !== whole.text.trim();

/** Places whose neighbourhoods meet, of those that have this many levels. */
function groupsOf(places: readonly Place[], depth: number): Place[][] {
  const groups: Place[][] = [];
  let end = -1;
  for (const place of places) {
    const last = groups.at(-1);
    // A place with fewer levels is shown as far as it goes, beside one that has them.
    if (last && place.start - end <= 2 * neighbourhood) {
      last.push(place);
    } else groups.push([place]);
    end = place.end;
  }
  return groups.filter((group) => group.some(({ levels }) => levels.length >= depth));
}

function viewOfGroup(
  text: string,
  group: readonly Place[],
  depth: number,
  outer: Mapped | undefined,
  before: readonly ViewKind[],
): View {
  const kinds = new Set(before);
  const parts: Mapped[] = [];
  let at = edge(text, (group[0]?.start ?? 0) - neighbourhood, -1);
  for (const { start, end, levels } of group) {
    const level = levels[Math.min(depth, levels.length) - 1];
    if (level === undefined) continue;
    parts.push(asWritten(text, at, start), moved(level.mapped, start));
    for (const kind of level.kinds) kinds.add(kind);
    at = end;
  }
  const end = edge(text, at + neighbourhood, 1);
  parts.push(asWritten(text, at, end));
  const mapped = concat(parts);
  return viewOf(outer ? through(outer, mapped) : mapped, [...kinds], end >= text.length);
}

function moved(mapped: Mapped, by: number): Mapped {
  return { ...mapped, from: mapped.from.map((at) => at + by), to: mapped.to.map((at) => at + by) };
}

/** The next white space from `at` on, in the direction of `step`, within 64 units: words are not cut. */
function edge(text: string, at: number, step: 1 | -1): number {
  if (at <= 0) return 0;
  if (at >= text.length) return text.length;
  for (let i = at; i > 0 && i < text.length && Math.abs(i - at) < 64; i += step)
    if (text.charCodeAt(i) <= 32) return i;
  return at;
}
