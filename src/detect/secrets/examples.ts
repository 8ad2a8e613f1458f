import type { RandomSource } from "../../contracts/index.ts";
import { seededRandom } from "../../stats/index.ts";
import { base62Checksum, bech32Letters, withBech32 } from "./checks/index.ts";

const lower = "abcdefghijklmnopqrstuvwxyz";
const upper = lower.toUpperCase();
const digits = "0123456789";
const alphabets: Readonly<Record<string, string>> = {
  digits,
  hex: `${digits}abcdef`,
  HEX: `${digits}ABCDEF`,
  lower,
  upper,
  alnum: lower + digits,
  ALNUM: upper + digits,
  b32: `${upper}234567`,
  b58: `123456789${upper.replaceAll(/[IO]/gu, "")}${lower.replace("l", "")}`,
  b62: upper + lower + digits,
  b64: `${upper}${lower}${digits}+/`,
  b64url: `${upper}${lower}${digits}-_`,
};

export interface Example {
  readonly text: string;
  /** What a signal must cover. */
  readonly secret: string;
}

/**
 * Fills in a template: `{{b62:36}}` becomes 36 letters of that alphabet, `{{github:30}}` a body with its checksum,
 * `{{jwt:20}}`, `{{age:52}}`, `{{uuid:0}}`, `{{der:4}}` (lines of a key) the like. Same template, same text: the
 * random numbers come from it. `[[…]]` marks the secret; without marks it is the whole text.
 */
export function fillExample(template: string): Example {
  const random = seededRandom(`secret example ${template}`);
  const filled = template.replaceAll(/\{\{([A-Za-z0-9]+):(\d+)\}\}/gu, (_, kind: string, size: string) =>
    piece(kind, Number(size), random),
  );
  const open = filled.indexOf("[[");
  const close = filled.lastIndexOf("]]");
  if (open < 0 || close < open) return { text: filled, secret: filled };
  const secret = filled.slice(open + 2, close);
  return { text: filled.slice(0, open) + secret + filled.slice(close + 2), secret };
}

function piece(kind: string, size: number, random: RandomSource): string {
  const alphabet = alphabets[kind];
  if (alphabet !== undefined) return letters(alphabet, size, random);
  const of = (name: string, count: number): string => letters(alphabets[name] ?? lower, count, random);
  switch (kind) {
    case "github": {
      const body = of("b62", size);
      return body + base62Checksum(body);
    }
    case "age":
      return withBech32("AGE-SECRET-KEY-", letters(bech32Letters, size, random).toUpperCase()).toUpperCase();
    case "uuid":
      return [8, 4, 4, 4, 12].map((count) => of("hex", count)).join("-");
    case "json":
      return Buffer.from(JSON.stringify({ id: of("hex", size) })).toString("base64");
    case "jwt": {
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
      return `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: of("digits", size) })}.${of("b64url", 43)}`;
    }
    case "der":
      return ["MIIE", ...Array.from({ length: size }, (_, i) => of("b64", i === 0 ? 60 : 64))]
        .join("\n")
        .replace("\n", "");
    case "openssh":
      return `b3BlbnNzaC1rZXktdjEA${of("b64", size)}`;
    default:
      throw new RangeError(`no such piece of an example: ${kind}`);
  }
}

function letters(alphabet: string, count: number, random: RandomSource): string {
  let text = "";
  for (let i = 0; i < count; i++) text += alphabet[Math.floor(random.next() * alphabet.length)] ?? "";
  return text;
}
