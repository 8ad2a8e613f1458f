import type { Plant, Turn } from "../../contracts/index.ts";
import type { CorpusLayout, Intent, Language, Technique, TechniqueVariant } from "./schema.ts";
import { fill } from "./template/template.ts";
import { transformNamed } from "./transforms/named.ts";

/** The texts of one case, facts and canary not yet filled in. */
export interface Phrased {
  readonly phrasing: string;
  readonly plants: readonly Plant[];
  readonly turns: readonly string[];
  readonly history?: readonly Turn[];
}

/** The asks of an intent in a language; English is the intent's own. */
export function asksIn(intent: Intent, language: Language): readonly string[] {
  return language === "en" ? intent.asks : (intent.translations[language] ?? []);
}

/** An ask with the receipt that proves it was followed, where the intent wants one. `turn` picks the wording. */
export function withReceipt(
  intent: Intent,
  ask: string,
  language: Language,
  layout: CorpusLayout,
  turn: number,
): string {
  const receipts = layout.receipts[language] ?? layout.receipts.en ?? [];
  const receipt = receipts[turn % receipts.length];
  return intent.receipt && receipt !== undefined ? `${ask} ${receipt}` : ask;
}

/** Puts an ask into a technique's variant, changed by the technique's transform. */
export function phrase(
  technique: Technique,
  variant: TechniqueVariant,
  ask: string,
  phrasing: string,
): Phrased {
  const values = { ask: disguised(technique, ask) };
  const plants = (variant.plants ?? []).map(({ surface, text }) => ({ surface, text: fill(text, values) }));
  const history = variant.history?.map(({ role, text }) => ({ role, text: fill(text, values) }));
  return {
    phrasing,
    plants,
    turns: variant.turns.map((turn) => fill(turn, values)),
    ...(history === undefined ? {} : { history }),
  };
}

function disguised(technique: Technique, ask: string): string {
  if (technique.transform === undefined) return ask;
  const transform = transformNamed(technique.transform);
  return transform?.when === "building"
    ? transform.apply(ask)
    : `{{#${technique.transform}}}${ask}{{/${technique.transform}}}`;
}
