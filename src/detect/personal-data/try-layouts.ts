import type { HeardWords } from "./announcing-words.ts";
import { fits } from "./layout.ts";
import type { LayoutNode, Leaf } from "./layout-tree.ts";
import { classOf, foreign, isAlphanumeric, isDigit, separatorOf, underscore } from "./letters.ts";
import type { PreparedRules } from "./prepared-rules.ts";
import type { Reader } from "./reader.ts";
import type { Found } from "./found.ts";

/** How a number lies to what stands before it: no start at all, a start for what checks itself, or a clean one. */
type Footing = "none" | "loose" | "clean";

/** Looks for identifiers from a word on, group by group, as far as some layout goes. */
export function tryLayouts(
  reader: Reader,
  start: number,
  wordEnd: number,
  startsInDigits: boolean,
  rules: PreparedRules,
  heard: HeardWords,
  keep: (found: Found) => void,
): void {
  const footing = footingOf(reader, start);
  if (footing === "none") return;
  const { text } = reader;
  const listens = footing === "clean" && heard.anything(start);
  let node: LayoutNode | undefined = rules.tree.next[0]?.[wordEnd - start];
  let end = wordEnd;
  let digitsOnly = startsInDigits;
  if (end === text.length) reader.open = true;
  for (;;) {
    if (node === undefined) return;
    if ((node.alone.length > 0 || (listens && node.announced.length > 0)) && endsAt(reader, end)) {
      const compact = compactOf(text, start, end);
      const look = (leaf: Leaf): void => {
        if (leaf.digitsOnly && !digitsOnly) return;
        const found = judge(leaf, compact, start, end, heard);
        if (found !== undefined && found.score >= rules.leastScore) keep(found);
      };
      for (const leaf of node.alone) look(leaf);
      if (listens) for (const leaf of node.announced) if (heard.announced(leaf.index, start)) look(leaf);
    }
    const separator = separatorOf(reader.code(end));
    if (separator === 0) return;
    const bySeparator: (LayoutNode | undefined)[] | undefined = node.next[separator];
    if (bySeparator === undefined) return;
    const groupStart = end + 1;
    let groupEnd = groupStart;
    const most = groupStart + bySeparator.length;
    for (;;) {
      const code = reader.code(groupEnd);
      if (!isAlphanumeric(code)) break;
      if (!isDigit(code)) digitsOnly = false;
      groupEnd++;
      if (groupEnd > most) return;
    }
    node = bySeparator[groupEnd - groupStart];
    end = groupEnd;
  }
}

function judge(
  leaf: Leaf,
  compact: string,
  start: number,
  end: number,
  heard: HeardWords,
): Found | undefined {
  if (!fits(compact, leaf.classes)) return undefined;
  const { identifier } = leaf;
  const checked = identifier.check?.(compact);
  if (checked === false) return undefined;
  const announced = heard.announced(leaf.index, start);
  const validated = checked === true && identifier.power !== "some";
  const score = scoreOf(identifier.speaks === "always", announced, validated, identifier.unchecked ?? 0.6);
  return { rule: identifier, start, end, score, validated };
}

function scoreOf(strong: boolean, announced: boolean, validated: boolean, unchecked: number): number {
  if (!validated) return announced ? Math.min(0.95, unchecked + 0.2) : unchecked;
  if (strong) return announced ? 1 : 0.95;
  return announced ? 0.9 : 0.7;
}

function footingOf(reader: Reader, start: number): Footing {
  if (start === 0) return "clean";
  const { text } = reader;
  const before = text.charCodeAt(start - 1);
  // `@1.2`, `$12`, `€12`, `£12`, `¥12`, `<12` of a machine-readable zone
  if (
    before === 0x40 ||
    before === 0x24 ||
    before === 0x20ac ||
    before === 0xa3 ||
    before === 0xa5 ||
    before === 0x3c
  )
    return "none";
  const separator = separatorOf(before);
  if (separator === 0 || separator === 6) return "clean";
  const further = start > 1 ? text.charCodeAt(start - 2) : 0x20;
  if (separator === 1) return isDigit(further) ? "loose" : "clean";
  if (separator === 5) return isDigit(further) || isHexPair(text, start) ? "none" : "clean";
  if (isDigit(further)) return "none";
  return isAlphanumeric(further) || separator === 4 ? "loose" : "clean";
}

/** `fb:` before: a hardware address is going on. */
const isHexPair = (text: string, start: number): boolean =>
  /(?:^|[^0-9a-z])[0-9a-f]{2}:$/iu.test(text.slice(Math.max(0, start - 4), start));

/** Whether a number may end here: nothing that would make it part of something longer follows. */
function endsAt(reader: Reader, end: number): boolean {
  const after = reader.code(end);
  const kind = classOf(after);
  if (kind === underscore || kind === foreign) return false;
  if (after === 0x40 || after === 0x25) return false;
  const separator = separatorOf(after);
  if (separator < 2 || separator > 5) return true;
  return !isAlphanumeric(reader.code(end + 1));
}

function compactOf(text: string, start: number, end: number): string {
  let compact = "";
  let from = start;
  for (let at = start; at < end; at++) {
    if (isAlphanumeric(text.charCodeAt(at))) continue;
    compact += text.slice(from, at);
    from = at + 1;
  }
  return compact + text.slice(from, end);
}
