import { items as families } from "./items.generated.ts";
import { matchers } from "./matchers/index.ts";
import type { Identifier } from "./rule.ts";

const strengths: Readonly<Record<Identifier["speaks"], string>> = {
  always: "alone",
  "in-layout": "alone in its own layout, else with words",
  "with-words": "with words",
};
const checks = { every: "every wrong digit", most: "most wrong digits", some: "structure" } as const;

/** The page `docs/reference/personal-data.md`: every type, who defines it and when it speaks. A test keeps it true. */
export function referencePage(): string {
  const sections = [...families]
    .sort((a, b) => (a.of < b.of ? -1 : 1))
    .map(({ of, identifiers }) =>
      [
        `## ${of}`,
        "",
        "| type | what it is | authority and check | notices | speaks |",
        "|---|---|---|---|---|",
        ...identifiers.map(
          ({ id, about, authority, power, speaks }) =>
            `| \`${id}\` | ${about} | ${authority} | ${power === undefined ? "nothing" : checks[power]} | ${strengths[speaks]} |`,
        ),
        "",
      ].join("\n"),
    );
  const count = families.reduce((sum, { identifiers }) => sum + identifiers.length, 0);
  const checked = families
    .flatMap(({ identifiers }) => identifiers)
    .filter(({ power }) => power === "every" || power === "most").length;
  return [
    "# Personal data the guard finds",
    "",
    `The detector \`personal-data\` knows ${count} identifiers, ${checked} of them with check digits, and ${matchers.length} kinds of personal data without a fixed layout. The types below are the \`rule\` of its signals and the names that \`types.include\` and \`types.exclude\` take in a policy.`,
    "",
    "A value that fails its check gives no signal. One check digit passes every tenth number, so such identifiers speak only with words that announce them in the 40 characters before, or in a layout that is rarely anything else. A type that notices every wrong digit cannot be taken for one with a typing error.",
    "",
    "Scores: 1 for a strong check with words, 0.95 without; 0.9 for a check digit with words; 0.7 for a check digit in its own layout; 0.5 to 0.95 for what nothing checks.",
    "",
    "```yaml",
    "personal-data:",
    "  types: { exclude: [ip-address, mac-address] }",
    "  minimumScore: 0.6",
    "  locales: [DE, FR]      # identifiers of these countries, and those of no one country",
    "```",
    "",
    "## Without a fixed layout",
    "",
    "| type | what it is | authority | speaks |",
    "|---|---|---|---|",
    ...matchers.map(
      ({ id, about, authority, needsWords }) =>
        `| \`${id}\` | ${about} | ${authority} | ${needsWords ? "with words" : "by its structure"} |`,
    ),
    "",
    ...sections,
  ].join("\n");
}
