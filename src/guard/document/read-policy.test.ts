import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BartizanError } from "../../errors/index.ts";
import { problemsOf } from "../../formats/index.ts";
import { policyYaml } from "../testing/sample.ts";
import { policyJsonSchema } from "./json-schema.ts";
import type { Policy } from "./policy.ts";
import { policyFromText, readPolicy } from "./read-policy.ts";

const rule = (id: string, more = ""): string =>
  `{id: ${id}, when: {signals: {detectors: [words]}}, action: block${more}}`;

/** Reads a policy out of files given as texts; all get the same head. */
async function read(files: Readonly<Record<string, string>>, named = {}): Promise<Policy> {
  return readPolicy("/p/policy.yaml", {
    named,
    read: async (path) => {
      const text = files[path];
      if (text === undefined) throw new Error(`no ${path}`);
      return policyYaml(text);
    },
  });
}

async function failures(yaml: string): Promise<readonly BartizanError[]> {
  const error: unknown = await policyFromText(policyYaml(yaml), "policy.yaml").catch(
    (thrown: unknown) => thrown,
  );
  if (error instanceof BartizanError) return problemsOf(error);
  throw new Error("was accepted");
}

describe("a policy file", () => {
  it("is read with its defaults", async () => {
    const policy = await policyFromText(policyYaml(`rules: [${rule("r1")}]`), "policy.yaml");
    expect(policy.rules[0]).toMatchObject({
      id: "r1",
      mode: "enforce",
      onError: "closed",
      severity: "medium",
    });
    expect(policy.stamp).toEqual({
      id: "sample",
      version: "1.0.0",
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it.each([
    [`rules: [${rule("r", ", mod: shadow")}]`, "GUARD_UNKNOWN_KEY", "rules[0].mod", "Did you mean `mode`?"],
    [
      `detectors: {secrets: {onEror: open}}`,
      "GUARD_UNKNOWN_KEY",
      "detectors.secrets.onEror",
      "Did you mean `onError`?",
    ],
    [`rules: [${rule("r", ", clause: c1")}]`, "GUARD_UNKNOWN_REFERENCE", "rules[0].clause", ""],
    [`rules: [${rule("r")}, ${rule("r")}]`, "GUARD_DUPLICATE_ID", "rules[1].id", ""],
    [`rules: [{id: r, when: {}, action: block}]`, "GUARD_CONTRADICTION", "rules[0].when", ""],
    [
      `rules: [{id: r, when: {stages: [input]}, action: redact}]`,
      "GUARD_CONTRADICTION",
      "rules[0].action",
      "",
    ],
    [
      `rules: [{id: r, when: {stages: [input]}, action: rewrite}]`,
      "GUARD_CONTRADICTION",
      "rules[0].rewrite",
      "",
    ],
    [
      `rules: [{id: r, when: {signals: {}}, action: redact, redact: {how: hash}}]`,
      "GUARD_KEY_MISSING",
      "rules[0]",
      "",
    ],
    [
      `rules: [${rule("r")}]\nattachments: [{id: a, rules: [s], to: {}}]`,
      "GUARD_UNKNOWN_REFERENCE",
      "attachments[0].rules[0]",
      "",
    ],
    [`rules: [${rule("r")}]\ntests: [{name: t, expect: block}]`, "GUARD_CONTRADICTION", "tests[0]", ""],
    [
      `rules: [${rule("reed")}]\ntests: [{name: t, text: x, rule: read, expect: block}]`,
      "GUARD_UNKNOWN_REFERENCE",
      "tests[0].rule",
      "Did you mean `reed`?",
    ],
    [`budgets: [{id: b, per: team}]`, "GUARD_CONTRADICTION", "budgets[0]", ""],
    [`keys: {vault: my-secret-value}`, "GUARD_BAD_VALUE", "keys.vault", ""],
  ])("with %s is refused: %s", async (yaml, code, field, hint) => {
    const [problem] = await failures(yaml);
    expect(problem).toMatchObject({ code, exit: 2, place: { file: "policy.yaml", field } });
    expect(problem?.place.line).toBeGreaterThan(2);
    expect(problem?.remedy).toContain(hint);
  });

  it("of another version is refused for that alone", async () => {
    const text = policyYaml("zzz: 1").replace("policy/v1", "policy/v7");
    await expect(policyFromText(text, "p.yaml")).rejects.toMatchObject({ code: "GUARD_OTHER_VERSION" });
  });

  it("cannot except for longer than it allows, nor until a day that does not exist", async () => {
    const exception = (from: string, until: string): string =>
      `rules: [${rule("r")}]\nexceptions: [{id: e, rule: r, for: {teams: [t]}, from: ${from}, until: ${until}, approver: Ada, reason: Move.}]`;
    expect(await failures(exception("2027-01-01", "2027-06-01"))).toMatchObject([
      { code: "GUARD_EXCEPTION_TOO_LONG" },
    ]);
    expect(await failures(exception("2027-02-01", "2027-02-30"))).toMatchObject([
      { code: "GUARD_BAD_VALUE" },
    ]);
    expect(await failures(exception("2027-02-03", "2027-02-01"))).toMatchObject([
      { code: "GUARD_CONTRADICTION" },
    ]);
    await expect(
      policyFromText(policyYaml(exception("2027-01-01", "2027-03-31")), "p"),
    ).resolves.toBeDefined();
  });

  it("never throws anything but a failure with a code, whatever it holds", async () => {
    const word = fc.constantFrom(
      "rules",
      "when",
      "inherit",
      "detectors",
      "- ",
      ": ",
      "\n",
      "  ",
      "{",
      "[",
      "]",
      "}",
      "&a ",
      "*a",
      "!!js",
      "1",
      "~",
      '"',
      "\u0000",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 40 }), async (words) => {
        try {
          await policyFromText(policyYaml(words.join("")), "p.yaml", {
            read: () => Promise.reject(new Error("none")),
          });
        } catch (error) {
          expect(error instanceof BartizanError || (error as Error).message === "none").toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("full of aliases or a million keys is refused in bounded work", async () => {
    const bomb =
      "a: &a [x,x,x,x,x,x,x,x,x]\n" +
      Array.from("bcdefgh")
        .map((c, i) => `${c}: &${c} [${Array(9).fill(`*${"abcdefgh"[i]}`).join(",")}]`)
        .join("\n");
    expect(await failures(bomb)).toMatchObject([{ code: expect.stringMatching(/^FORMATS_/) }]);
    expect(await failures("x".repeat(3_000_000))).toMatchObject([{ code: "FORMATS_TOO_LARGE" }]);
  });
});

describe("inheritance", () => {
  const base = `
acceptableUse: {document: AUP, clauses: [{id: c1, text: One.}]}
detectors: {words: true, other: true}
rules: [${rule("keep", ", clause: c1, message: Hello.")}, ${rule("drop")}]
tests: [{name: t, text: x, expect: allow}]
content: {input: none, output: full}`;

  it("adds, removes and overrides", async () => {
    const policy = await read({
      "/p/policy.yaml": `inherit: [base.yaml]
remove: {rules: [drop], detectors: [other]}
override: {rules: {keep: {mode: monitor, action: redact, redact: {keepLast: 4}}}}
rules: [${rule("own")}]
content: {input: redacted}`,
      "/p/base.yaml": base,
    });
    expect(policy.rules.map(({ id, mode, action }) => [id, mode, action])).toEqual([
      ["keep", "monitor", "redact"],
      ["own", "enforce", "block"],
    ]);
    expect(policy.rules[0]).toMatchObject({ clause: "c1", message: "Hello.", redact: { keepLast: 4 } });
    expect([...policy.detectors.keys()]).toEqual(["words"]);
    expect(policy.content).toEqual({ input: "redacted", output: "full" });
    expect(policy.tests).toHaveLength(1);
    expect(policy.files).toEqual(["/p/base.yaml", "/p/policy.yaml"]);
    expect(policy.place(policy.rules[1] ?? {}, ["id"])).toMatchObject({ file: "/p/policy.yaml", line: 6 });
    expect(policy.place(policy.rules[0] ?? {}, ["mode"])).toMatchObject({ file: "/p/policy.yaml", line: 5 });
    expect(policy.place(policy.rules[0] ?? {}, ["id"])).toMatchObject({ file: "/p/base.yaml" });
  });

  it("changes the digest when an inherited file changes", async () => {
    const digest = async (text: string): Promise<string> =>
      (await read({ "/p/policy.yaml": "inherit: [base.yaml]", "/p/base.yaml": text })).stamp.digest;
    expect(await digest(base)).not.toBe(await digest(base.replace("Hello", "Hallo")));
    expect(await digest(base)).toBe(await digest(`${base}\n# a comment`));
  });

  it("takes a file that is reached twice once", async () => {
    const policy = await read({
      "/p/policy.yaml": "inherit: [a.yaml, b.yaml]",
      "/p/a.yaml": "inherit: [c.yaml]",
      "/p/b.yaml": "inherit: [c.yaml]",
      "/p/c.yaml": base,
    });
    expect(policy.rules.map(({ id }) => id)).toEqual(["keep", "drop"]);
  });

  it("never takes upstreams from another file", async () => {
    const policy = await read({ "/p/policy.yaml": "inherit: [b.yaml]", "/p/b.yaml": "gateway: {listen: 1}" });
    expect(policy.gateway).toBeUndefined();
  });

  it.each(["../secret.yaml", "/etc/passwd", "a/../../b.yaml", "a\\0b/../../../c"])(
    "refuses %s",
    async (path) => {
      await expect(read({ "/p/policy.yaml": `inherit: ["${path}"]` })).rejects.toMatchObject({
        code: "GUARD_INHERIT_FORBIDDEN",
        place: { line: 3 },
      });
    },
  );

  it("takes what was named", async () => {
    const policy = await read(
      { "/p/policy.yaml": "inherit: ['bartizan:base']", "/packs/base.yaml": base },
      { "bartizan:base": "/packs/base.yaml" },
    );
    expect(policy.rules).toHaveLength(2);
  });

  it("refuses circles and long chains", async () => {
    await expect(
      read({
        "/p/policy.yaml": "inherit: [a.yaml]",
        "/p/a.yaml": "inherit: [b.yaml]",
        "/p/b.yaml": "inherit: [a.yaml]",
      }),
    ).rejects.toMatchObject({ code: "GUARD_INHERIT_CYCLE", place: { file: "/p/b.yaml" } });
    await expect(read({ "/p/policy.yaml": "inherit: [policy.yaml]" })).rejects.toMatchObject({
      code: "GUARD_INHERIT_CYCLE",
    });
    const chain = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`/p/${i}.yaml`, `inherit: [${i + 1}.yaml]`]),
    );
    await expect(read({ ...chain, "/p/policy.yaml": "inherit: [0.yaml]" })).rejects.toMatchObject({
      code: "GUARD_INHERIT_TOO_MUCH",
    });
  });

  it("says what cannot be removed or overridden, with the word that was meant", async () => {
    const error: unknown = await read({
      "/p/policy.yaml":
        "inherit: [b.yaml]\nremove: {rules: [dorp]}\noverride: {rules: {kep: {mode: shadow}}}",
      "/p/b.yaml": base,
    }).catch((thrown: unknown) => thrown);
    expect(problemsOf(error as BartizanError).map(({ remedy, place }) => [remedy, place.line])).toEqual([
      ["Did you mean `drop`?", 4],
      ["Did you mean `keep`?", 5],
    ]);
  });
});

it("has a JSON Schema whose detectors may be on, off or an object", () => {
  const schema = JSON.stringify(policyJsonSchema());
  expect(schema).toContain(
    '"detectors":{"type":"object","additionalProperties":{"anyOf":[{"type":"boolean"}',
  );
  expect(schema).toContain('"const":"bartizan.policy/v1"');
});
