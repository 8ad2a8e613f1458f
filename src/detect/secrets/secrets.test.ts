import type { JsonValue } from "../../contracts/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { problemsOf } from "../../formats/index.ts";
import { describe, expect, it } from "vitest";
import {
  base62Checksum,
  bytesInBase64,
  endsWithChecksum,
  isBech32,
  isCrc32Tail,
  isJsonWebToken,
  isPrivateKeyBlock,
  namesPossibleAccount,
  withBech32,
} from "./checks/index.ts";
import { detector } from "./detector.ts";
import { fillExample } from "./examples.ts";
import { items as families } from "./items.generated.ts";
import { entropyOf, isNoSecret, isPlaceholder } from "./likeness.ts";
import { proveRule } from "./rules-proof.ts";
import type { SecretRule } from "./rule.ts";

const rules = families.flatMap((family) => family.rules);
const inspect = (text: string) => detector.inspect({ stage: "output", role: "assistant", text });
const seen = (text: string) =>
  inspect(text).map(({ rule, start, end }) => `${rule} ${text.slice(start, end)}`);

describe("the rules", () => {
  it("are at least 160, each with an id of its own", () => {
    expect(rules.length).toBeGreaterThanOrEqual(160);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it("find their secrets beside all other rules too", () => {
    for (const { id, match } of rules)
      for (const template of match) {
        const { text, secret } = fillExample(template);
        const start = text.indexOf(secret);
        const covered = inspect(text).some((one) => one.start <= start && one.end >= start + secret.length);
        expect(covered, `${id}: ${text}`).toBe(true);
      }
  });

  const rule: SecretRule = {
    id: "acme-key",
    about: "Acme key",
    keywords: ["acme_"],
    pattern: "acme_[a-z]{8}",
    confidence: "certain",
    severity: "high",
    match: ["x [[acme_{{lower:8}}]]"],
    silent: ["acme_"],
  };
  it.each<readonly [string, Partial<SecretRule>]>([
    ["does not match its example", { match: ["acme_12345678"] }],
    ["covers something else than the example marks", { match: ["[[x acme_{{lower:8}}]]"] }],
    ["signals where it should not", { silent: ["acme_{{lower:8}}"] }],
    ["has a pattern that is none", { pattern: "(" }],
    ["looks beyond the secret", { pattern: "acme_[a-z]{8}\\b" }],
    ["matches nothing", { pattern: "(?:acme)?" }],
    ["has a keyword that its secret lacks", { keywords: ["emca_"] }],
    ["has no keyword", { keywords: [] }],
    ["has no examples", { match: [] }],
    ["has an id that is none", { id: "Acme key" }],
  ])("do not build when one %s", (_, change) => {
    expect(proveRule(rule)).toEqual([]);
    expect(proveRule({ ...rule, ...change })).not.toEqual([]);
  });
});

describe("a secret", () => {
  it("that passes its checksum is certain; one that fails it is none", () => {
    const { text } = fillExample("ghp_{{github:30}}");
    expect(inspect(text)).toMatchObject([
      { rule: "github-personal-token", score: 1, validated: true, start: 0, end: 40 },
    ]);
    const last = text.at(-1) === "0" ? "1" : "0";
    expect(inspect(text.slice(0, -1) + last)).toEqual([]);
  });

  it("is surer where the words before speak of secrets", () => {
    const { text } = fillExample("AIza{{b62:35}}");
    const [plain] = inspect(`see ${text}`);
    const [named] = inspect(`my token: ${text}`);
    expect(plain?.score).toBe(0.9);
    expect(named?.score).toBe(0.99);
  });

  it("is named by the surest of the rules that see it", () => {
    const { text } = fillExample("password = {{jwt:9}}");
    expect(inspect(text)).toMatchObject([{ rule: "json-web-token", validated: true }]);
  });

  it("is found behind escaped line breaks, in JSON inside JSON, in addresses and commands", () => {
    const { text: key } = fillExample("AKIAQ{{b32:15}}");
    expect(seen(`"line\\n${key}\\n"`)).toEqual([`aws-access-key-id ${key}`]);
    expect(seen('{"arguments":"{\\"password\\": \\"t7Kq-93vLmZ2\\"}"}')).toEqual([
      "generic-password t7Kq-93vLmZ2",
    ]);
    expect(seen("curl https://ada:t7Kq93vLmZ2@example.com/x")).toEqual(["http-url-password t7Kq93vLmZ2"]);
    expect(seen("psql postgresql://a:t7Kq@h/d?password=x")).toEqual(["postgres-url-password t7Kq"]);
  });

  it("is found twice when it stands there twice", () => {
    const { text: key } = fillExample("glpat-{{b62:20}}");
    expect(inspect(`${key} ${key}`).map(({ start }) => start)).toEqual([0, 27]);
  });

  it("does not appear in what the signal says", () => {
    const { text } = fillExample("AIza{{b62:35}}");
    expect(JSON.stringify(inspect(text))).not.toContain(text.slice(4));
  });
});

describe("the settings", () => {
  const faults = (settings: JsonValue): string[] => {
    try {
      detector.configure?.(settings);
    } catch (error) {
      if (!(error instanceof BartizanError)) throw error;
      return problemsOf(error).map(({ code, place, remedy }) => `${code} ${place.field} ${remedy}`);
    }
    return [];
  };

  it("leave rules out, and what scores too little", () => {
    const text = "password: t7Kq-93vLmZ2 and https://ada:t7Kq93vLmZ2@example.com";
    const rulesOf = (settings: JsonValue) =>
      detector
        .configure?.(settings)
        .inspect({ stage: "output", role: "user", text })
        .map(({ rule }) => rule);
    expect(rulesOf({})).toEqual(["generic-password", "http-url-password"]);
    expect(rulesOf({ withoutRules: ["generic-password"] })).toEqual(["http-url-password"]);
    expect(rulesOf({ leastScore: 0.8 })).toEqual(["http-url-password"]);
  });

  it("are refused with the field that is wrong", () => {
    expect(faults({ withoutRules: ["generic-pasword"] })).toEqual([
      "SECRETS_BAD_VALUE withoutRules[0] Did you mean `generic-password`?",
    ]);
    expect(faults({ leastScore: 2 })[0]).toMatch(/^SECRETS_BAD_VALUE leastScore/u);
    expect(faults({ without: [] })[0]).toMatch(/^SECRETS_UNKNOWN_KEY without/u);
    expect(faults({ leastScore: "high" })[0]).toMatch(/^SECRETS_WRONG_TYPE leastScore/u);
  });
});

describe("checks", () => {
  it("know a token that GitHub published to show its checksum", () => {
    // From pieces, so that scanners of this repository stay quiet.
    const body = ["zQWBuTSOoRi4", "A9spHcVY5nc", "nsDkxkJ"].join("");
    expect(base62Checksum(body)).toBe("0mLq17");
    expect(endsWithChecksum(`ghp_${body}0mLq17`)).toBe(true);
    expect(endsWithChecksum(`ghp_${body}0mLq18`)).toBe(false);
  });

  it("know the test vectors of BIP 173", () => {
    for (const valid of ["A12UEL5L", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "?1ezyfcl"])
      expect(isBech32(valid)).toBe(true);
    for (const wrong of ["A1G7SGD8", "1qzzfhee", "x1b4n0q5v", "de1lg7wt\u00ff"])
      expect(isBech32(wrong)).toBe(false);
    expect(withBech32("a", "")).toBe("a12uel5l");
  });

  it("know the example of RFC 7515 for a web token", () => {
    const header = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9";
    expect(isJsonWebToken(`${header}.e30.x`)).toBe(true);
    expect(isJsonWebToken("eyJ0eXAiOiJKV1QifQ.e30.x")).toBe(false);
    expect(isJsonWebToken("eyJ.e30.x")).toBe(false);
  });

  it("know which access key ids cannot name an account of twelve digits", () => {
    // Base 32: Q is 10000, so the number begins with 0; 7 is 11111, so it is above 10^12.
    expect(namesPossibleAccount("AKIAQAAAAAAAAAAAAAAA")).toBeUndefined();
    expect(namesPossibleAccount("AKIA7777777777777777")).toBe(false);
    expect(namesPossibleAccount("AKIAI777777777777777")).toBeUndefined();
  });

  it("know lengths, tails and blocks", () => {
    expect(bytesInBase64(32)(Buffer.alloc(32, 7).toString("base64"))).toBeUndefined();
    expect(bytesInBase64(32)(Buffer.alloc(31, 7).toString("base64"))).toBe(false);
    // The CRC-32 of "123456789" is cbf43926 (the usual check value).
    expect(isCrc32Tail("123456789_cbf43926")).toBe(true);
    expect(isCrc32Tail("123456789_2639f4cb")).toBe(true);
    expect(isCrc32Tail("123456789_00000000")).toBeUndefined();
    expect(isPrivateKeyBlock("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ")).toBe(true);
    expect(isPrivateKeyBlock("-----BEGIN PRIVATE KEY-----\nAAAAvQIBADANBgkqhkiG9w0BAQ")).toBeUndefined();
  });
});

describe("likeness", () => {
  it("measures entropy in bits a character", () => {
    expect(entropyOf("aaaa")).toBe(0);
    expect(entropyOf("abab")).toBe(1);
    expect(entropyOf("0123456789abcdef")).toBe(4);
  });

  it.each([
    "AKIAIOSFODNN7EXAMPLE",
    "your-api-key-goes-here",
    "xxxxxxxxxxxxxxxxxxxxxxxx",
    "00000000000000000000000",
    "ababababababababab",
  ])("takes %s for a placeholder", (value) => expect(isPlaceholder(value)).toBe(true));

  it.each([
    "process.env.KEY",
    "$PASSWORD",
    "${{ secrets.TOKEN }}",
    "getpass()",
    "https://example.com",
    "Config.Value",
    "SOME_NAME",
    "%APPDATA%",
    "123e4567-e89b-42d3-a456-426614174000",
  ])("takes %s for no secret", (value) => expect(isNoSecret(value)).toBe(true));

  it.each(["t7Kq-93vLmZ2", "@bc!29xQ", "!Summer-88x", "$3cretPa55", "correct-horse-7"])(
    "leaves %s",
    (value) => {
      expect(isNoSecret(value) || isPlaceholder(value)).toBe(false);
    },
  );
});
