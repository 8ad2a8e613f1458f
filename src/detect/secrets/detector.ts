import type { Detector, Signal } from "../../contracts/index.ts";
import { disguisedFrom, findDisguised } from "./disguised/index.ts";
import { findSecrets, heldFrom } from "./find-secrets.ts";
import { allRules, prepareRules, preparedRules, type PreparedRules } from "./prepared-rules.ts";
import { lookBehind, maxSpan } from "./rule.ts";
import { readSettings } from "./settings.ts";

/**
 * Finds keys, tokens and passwords by the shapes and checksums that their makers document, and values
 * that are assigned to names such as `api_key`. The rules are data: one file a provider under `rules/`.
 *
 * The score is how sure it is to be a secret that someone could use: 1 with a passed checksum; 0.9 for a
 * shape hardly anything else has; 0.75 for a shape beside its provider's name; 0.55 for a value that only
 * its name and its randomness betray; up to 0.1 more where the words before speak of secrets.
 *
 * Keys that betray themselves by their first letters are found turned round, shifted and pulled apart too.
 *
 * Each decision rests on the secret, the 64 units before it and the one behind it, never on other
 * findings, so that a stream finds what the whole text would.
 */
export const detector: Detector = detectorOf(preparedRules, 0);

function detectorOf(rules: () => PreparedRules, leastScore: number): Detector {
  return {
    id: "secrets",
    version: "1.0.0",
    about: "Keys, tokens, passwords and private keys.",
    stages: ["input", "document", "tool-definition", "tool-call", "tool-result", "output"],
    maxSpan,
    reads: "decoded",
    lookBehind,
    hold: (text) => Math.min(heldFrom(text, rules()), disguisedFrom(text)),
    inspect({ text }) {
      const signals: Signal[] = [];
      const plain = findSecrets(text, rules());
      const starts = new Set(plain.map(({ start }) => start));
      const disguised = findDisguised(text, rules()).filter(({ start }) => !starts.has(start));
      const all = disguised.length === 0 ? plain : [...plain, ...disguised].sort((a, b) => a.start - b.start);
      for (const { rule, start, end, score, validated } of all) {
        if (score < leastScore) continue;
        const why = `${rule.about}.`;
        const signal = {
          detector: "secrets",
          rule: rule.id,
          category: "secret",
          score,
          start,
          end,
          why,
        } as const;
        signals.push(validated ? { ...signal, validated } : signal);
      }
      return signals;
    },
    configure(settings) {
      const chosen = readSettings(
        settings,
        allRules.map(({ id }) => id),
      );
      const without = new Set(chosen.withoutRules);
      if (without.size === 0) return detectorOf(preparedRules, chosen.leastScore);
      const prepared = prepareRules(allRules.filter(({ id }) => !without.has(id)));
      return detectorOf(() => prepared, chosen.leastScore);
    },
  };
}
