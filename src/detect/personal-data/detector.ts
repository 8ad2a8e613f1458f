import type { Detector, Signal } from "../../contracts/index.ts";
import { items as families } from "./items.generated.ts";
import { matchers } from "./matchers/index.ts";
import { prepareRules, type PreparedRules } from "./prepared-rules.ts";
import { lookBehind, maxSpan, type Identifier } from "./rule.ts";
import { scan } from "./scan.ts";
import { chosenBy, readSettings, type PersonalDataSettings } from "./settings.ts";

const all: readonly PlacedIdentifier[] = families.flatMap(({ country, identifiers }) =>
  identifiers.map((identifier) => ({ country: countryOf(country, identifier.id), identifier })),
);

function countryOf(country: string, id: string): string {
  if (country !== "by-id") return country;
  return id[2] === "-" ? id.slice(0, 2).toUpperCase() : "international";
}

interface PlacedIdentifier {
  readonly country: string;
  readonly identifier: Identifier;
}

/**
 * Finds what names a person or leads to one: identity, tax, health and bank numbers proven by their check
 * digits, phones, e-mail and postal addresses, dates of birth. The identifiers are data: one file a country
 * under `identifiers/`.
 *
 * The score is how sure it is to be what the rule says: 1 and 0.95 for strong checks with and without words that
 * announce it, 0.9 for one check digit with such words, 0.7 for one check digit in a layout of its own, 0.5 to
 * 0.8 for what nothing checks. A value that fails its check gives no signal.
 *
 * Each decision rests on the value and the 64 units before it, never on what else was found, so that a stream
 * finds what the whole text would.
 */
export const detector: Detector = detectorOf({ types: {}, minimumScore: 0 });

function detectorOf(settings: PersonalDataSettings): Detector {
  let prepared: PreparedRules | undefined;
  const rules = (): PreparedRules =>
    (prepared ??= prepareRules(
      all
        .filter(({ country, identifier }) => chosenBy(settings, identifier.id, country))
        .map(({ identifier }) => identifier),
      matchers.filter(({ id }) => chosenBy(settings, id, "international")),
      settings.minimumScore,
    ));
  return {
    id: "personal-data",
    version: "1.0.0",
    about: "Identity, tax, health and bank numbers, payment cards, phones, e-mail and postal addresses.",
    stages: ["input", "document", "tool-definition", "tool-call", "tool-result", "output"],
    maxSpan,
    reads: "decoded",
    lookBehind,
    hold: (text) => scan(text, Math.max(0, text.length - 2 * maxSpan), rules()).held,
    inspect: ({ text }) =>
      scan(text, 0, rules()).found.map(({ rule, start, end, score, validated }): Signal => {
        const signal = {
          detector: "personal-data",
          rule: rule.id,
          category: "personal-data",
          score,
          start,
          end,
          why: validated ? `${rule.about}, with a correct check.` : `${rule.about}.`,
        } as const;
        return validated ? { ...signal, validated } : signal;
      }),
    configure: (chosen) =>
      detectorOf(
        readSettings(
          chosen,
          [...all.map(({ identifier }) => identifier.id), ...matchers.map(({ id }) => id)],
          [...new Set(all.map(({ country }) => country))],
        ),
      ),
  };
}
