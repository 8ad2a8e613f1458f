import { spellOut } from "./layout.ts";
import type { Identifier } from "./rule.ts";

/** An identifier in one of its layouts. */
export interface Leaf {
  readonly identifier: Identifier;
  /** Its place in the list of rules; announcing words are kept by it. */
  readonly index: number;
  readonly classes: string;
  readonly digitsOnly: boolean;
}

/** Layouts by their groups: what begins alike is looked at once. */
export interface LayoutNode {
  /** May speak without words. */
  readonly alone: Leaf[];
  readonly announced: Leaf[];
  /** By separator, then by the length of the group behind it. */
  readonly next: (LayoutNode | undefined)[][];
}

const newNode = (): LayoutNode => ({ alone: [], announced: [], next: [] });

export function growTree(identifiers: readonly (readonly [Identifier, number])[]): LayoutNode {
  const root = newNode();
  for (const [identifier, index] of identifiers)
    for (const notation of identifier.layouts)
      for (const { lengths, separators, classes, distinctive } of spellOut(notation)) {
        let node = root;
        lengths.forEach((length, i) => {
          const bySeparator = (node.next[separators[i] ?? 0] ??= []);
          node = bySeparator[length] ??= newNode();
        });
        const alone = identifier.speaks === "always" || (identifier.speaks === "in-layout" && distinctive);
        (alone ? node.alone : node.announced).push({
          identifier,
          index,
          classes,
          digitsOnly: /^9+$/u.test(classes),
        });
      }
  return root;
}
