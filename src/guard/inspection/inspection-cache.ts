import { hash } from "node:crypto";
import type { Signal } from "../../contracts/index.ts";

/** What detectors found in texts before, by scope and by the text itself. */
export interface InspectionCache {
  get(scope: string, text: string): readonly Signal[] | undefined;
  set(scope: string, text: string, signals: readonly Signal[]): void;
  clear(): void;
  /** UTF-16 units of text held. */
  readonly characters: number;
}

interface Generation {
  readonly scopes: Map<string, Map<string, Entry>>;
  characters: number;
}

interface Entry {
  readonly text: string;
  readonly signals: readonly Signal[];
}

/**
 * V8 hashes strings above this length by their length alone, so that a client could make every look-up of a long
 * text compare it with all others: long texts are found by a digest. The text is compared in any case.
 */
const longText = 16_000;
/** What an entry costs beside its text and its scope. */
const overhead = 200;

/**
 * A cache bounded by the characters it holds. Two generations: what is looked up moves to the young one; when
 * that is half full the old one is dropped. So what a growing conversation repeats every turn stays, and a
 * flood of new texts costs no more than the bound. Hits are exact: no hash stands for a text.
 */
export function createInspectionCache(maxCharacters: number): InspectionCache {
  let young: Generation = { scopes: new Map(), characters: 0 };
  let old: Generation = { scopes: new Map(), characters: 0 };

  const put = (scope: string, key: string, entry: Entry): void => {
    const cost = entry.text.length + scope.length + overhead;
    if (cost > maxCharacters / 2) return;
    if (young.characters + cost > maxCharacters / 2) {
      old = young;
      young = { scopes: new Map(), characters: 0 };
    }
    let texts = young.scopes.get(scope);
    if (texts === undefined) young.scopes.set(scope, (texts = new Map()));
    if (!texts.has(key)) young.characters += cost;
    texts.set(key, entry);
  };

  return {
    get(scope, text) {
      const key = keyOf(text);
      // A short text is its own key: finding it has compared it.
      const held = young.scopes.get(scope)?.get(key);
      if (held !== undefined) return key === text || held.text === text ? held.signals : undefined;
      const older = old.scopes.get(scope)?.get(key);
      if (older === undefined || (key !== text && older.text !== text)) return undefined;
      put(scope, key, older);
      return older.signals;
    },
    set(scope, text, signals) {
      put(scope, keyOf(text), { text, signals });
    },
    clear() {
      young = { scopes: new Map(), characters: 0 };
      old = { scopes: new Map(), characters: 0 };
    },
    get characters() {
      return young.characters + old.characters;
    },
  };
}

/** A short text that looks like a digest's key is looked up by its digest too, so that no two kinds of key meet. */
const keyOf = (text: string): string =>
  text.length <= longText && !text.startsWith(digestMark)
    ? text
    : digestMark + hash("sha256", text, "base64");
const digestMark = "\u0000sha256:";
