import type { SecretRule } from "./rule.ts";

type More = Partial<Omit<SecretRule, "id" | "about" | "keywords" | "pattern">>;

/** Escapes what RE2 would not take for itself. */
const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);

/**
 * A token that begins with fixed letters: `body` is the pattern behind them, `sample` a template for it
 * (see `examples.ts`).
 *
 * @example prefixed("npm-access-token", "npm access token", "npm_", "[A-Za-z0-9]{36}", "{{github:30}}")
 */
export function prefixed(
  id: string,
  about: string,
  prefixes: string | readonly string[],
  body: string,
  sample: string,
  more: More = {},
): SecretRule {
  const all = typeof prefixes === "string" ? [prefixes] : prefixes;
  const { match = [], silent = [], ...rest } = more;
  return {
    id,
    about,
    keywords: all,
    pattern: `(?:${all.map(literally).join("|")})${body}`,
    confidence: "certain",
    severity: "high",
    match: [
      ...all.map((prefix) => `TOKEN="[[${prefix}${sample}]]"`),
      `It says: [[${all[0]}${sample}]], then goes on.`,
      ...match,
    ],
    silent: [
      ...all.flatMap((prefix) => [`${prefix}<your-token-here>`, `export TOKEN=${prefix}...`]),
      `zZ9${all[0]}${sample}`,
      ...silent,
    ],
    ...rest,
  };
}

/** A token whose shape says little, beside the name of what it opens: `DATADOG_API_KEY=…`. */
export function besideName(
  id: string,
  about: string,
  names: string | readonly string[],
  pattern: string,
  sample: string,
  more: More = {},
): SecretRule {
  const all = typeof names === "string" ? [names] : names;
  const { match = [], silent = [], ...rest } = more;
  const name = all[0] ?? "";
  return {
    id,
    about,
    keywords: all,
    lead: "assigned",
    pattern,
    confidence: "likely",
    severity: "high",
    entropy: 3,
    match: [
      ...all.map((one) => `${one}=[[${sample}]]`),
      `"${name}_token": "[[${sample}]]",`,
      `const ${name}Key = '[[${sample}]]';`,
      ...match,
    ],
    silent: [
      `${name}=<your-token-here>`,
      `${name}_token: \${TOKEN}`,
      `We moved to ${name} last year, see: the guide.`,
      `the value ${sample} stands alone`,
      ...silent,
    ],
    ...rest,
  };
}
