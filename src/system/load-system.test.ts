import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EffectKind } from "../contracts/index.ts";
import { BartizanError } from "../errors/index.ts";
import { problemsOf } from "../formats/index.ts";
import { loadSystem, parseSystem } from "./load-system.ts";
import { EFFECT_KINDS } from "./manifest/engagement.ts";
import { minimalManifest } from "./testing/minimal.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "system-"));
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

function failure(text: string): BartizanError {
  try {
    parseSystem(text, "system.yaml");
  } catch (error) {
    if (error instanceof BartizanError) return error;
    throw error;
  }
  throw new Error("was accepted");
}
const changed = (from: string, to: string): string => {
  if (!minimalManifest.includes(from)) throw new Error(`nothing to change: ${from}`);
  return minimalManifest.replace(from, to);
};
const shipped = (name: string): string =>
  join(import.meta.dirname, "../threats/fixtures", `${name}.system.yaml`);

describe("a sound manifest", () => {
  it.each(["fintech-chatbot", "static-faq"])("%s loads unchanged", async (name) => {
    const loaded = await loadSystem(shipped(name));
    expect(loaded.manifest.system.id).toBe(name);
    expect(Object.keys(loaded.subject.components)).toHaveLength(loaded.manifest.components.length);
  });

  it("has a digest of its content: spelling, comments and JSON do not count", () => {
    const loaded = parseSystem(minimalManifest, "a.yaml");
    expect(parseSystem(`# a comment\n${minimalManifest}`, "b.yaml").digest).toBe(loaded.digest);
    const json = JSON.stringify(loaded.manifest);
    expect(parseSystem(json, "c.json").subject).toEqual(loaded.subject);
    expect(parseSystem(changed("name: Demo", "name: Other"), "d.yaml").digest).not.toBe(loaded.digest);
  });

  it("knows where everything stands", () => {
    const loaded = parseSystem(minimalManifest, "a.yaml");
    expect(loaded.place(["components", 1, "max_steps"])).toEqual({
      file: "a.yaml",
      line: 18,
      column: 50,
      field: "components[1].max_steps",
    });
  });

  it("takes a byte order mark, Windows line ends and cycles of flows", () => {
    const cycle = changed("untrusted: true}", "untrusted: true}\n  - {id: F2, from: bot, to: bot, data: []}");
    expect(parseSystem(`\uFEFF${cycle}`.replaceAll("\n", "\r\n"), "a.yaml").manifest.flows).toHaveLength(2);
  });

  it("allows exactly the side effects that an effect can be", () => {
    const all: Record<EffectKind, true> = {
      "tool-call": true,
      "record-changed": true,
      "message-sent": true,
      "host-contacted": true,
      "money-moved": true,
      "data-read": true,
    };
    expect([...EFFECT_KINDS].sort()).toEqual(Object.keys(all).sort());
  });
});

describe("a faulty manifest gives its own error with place and remedy", () => {
  it.each([
    ["zone: app, max", "zonee: app, max", "SYSTEM_SEVERAL_PROBLEMS", undefined],
    ["max_steps: 3", "max_stesp: 3", "SYSTEM_UNKNOWN_KEY", "components[1].max_stesp"],
    [
      "kind: user, zone: out",
      "kind: user, zone: out, max_steps: 3",
      "SYSTEM_UNKNOWN_KEY",
      "components[0].max_steps",
    ],
    ["max_steps: 3", "max_steps: three", "SYSTEM_WRONG_TYPE", "components[1].max_steps"],
    ["max_steps: 3", "max_steps: 0", "SYSTEM_BAD_VALUE", "components[1].max_steps"],
    ["kind: agent", "kind: agnet", "SYSTEM_BAD_VALUE", "components[1].kind"],
    ["tags: [untrusted]", "tags: [untrustd]", "SYSTEM_BAD_VALUE", "data_classes[0].tags[0]"],
    ["  autonomy: answers\n", "", "SYSTEM_MISSING_FIELD", "system.autonomy"],
    ["trust: 0", "trust: 9", "SYSTEM_BAD_VALUE", "zones[0].trust"],
    ["id: bot, kind", "id: Bot!, kind", "SYSTEM_BAD_VALUE", "components[1].id"],
    ["id: bot, kind", "id: user, kind", "SYSTEM_SEVERAL_PROBLEMS", undefined],
    ["id: F1,", "id: bot,", "SYSTEM_DUPLICATE_ID", "flows[0].id"],
    ["id: F1,", "id: sys,", "SYSTEM_BAD_VALUE", "flows[0].id"],
    ["zone: app, max", "zone: ap, max", "SYSTEM_UNKNOWN_REFERENCE", "components[1].zone"],
    ["from: user", "from: usr", "SYSTEM_UNKNOWN_REFERENCE", "flows[0].from"],
    ["data: [chat]", "data: [chat, mail]", "SYSTEM_UNKNOWN_REFERENCE", "flows[0].data[1]"],
    ["component: bot", "component: bott", "SYSTEM_UNKNOWN_REFERENCE", "targets[0].component"],
    [
      "controls: []",
      "controls: [{id: c, kind: csp, on: [F9], enforced: process}]",
      "SYSTEM_UNKNOWN_REFERENCE",
      "controls[0].on[0]",
    ],
    ["at_most: 0.02}", "at_most: 2}", "SYSTEM_BAD_VALUE", "gates[0].at_most"],
    [
      "at_most: 0.02}",
      "at_most: 0.02}\n  - {check: redteam/direct-injection, at_most: 0.1}",
      "SYSTEM_DUPLICATE_ID",
      "gates[1].check",
    ],
    ["at_most: 0.02}", "at_most: 0.02, target: nowhere}", "SYSTEM_UNKNOWN_REFERENCE", "gates[0].target"],
    ["kind: openai-chat", "kind: openai-chatt", "SYSTEM_BAD_VALUE", "targets[0].kind"],
    ["model: m", "model: m\n    modell: n", "SYSTEM_UNKNOWN_KEY", "targets[0].modell"],
    ["api_key: env:BOT_KEY", "api_key: BOT_KEY", "SYSTEM_SEVERAL_PROBLEMS", undefined],
    ["[tool-call]", "[tool-calls]", "SYSTEM_BAD_VALUE", "rules_of_engagement.allowed_side_effects[0]"],
    ["2026-11-01T00:00:00Z", "2026-11-01", "SYSTEM_BAD_VALUE", "rules_of_engagement.window.from"],
    ["version: bartizan/v1", "version: bartizan/v2", "SYSTEM_OTHER_VERSION", "version"],
    ["version: bartizan/v1", "version: 1", "SYSTEM_BAD_VALUE", "version"],
    ["controls: []", "controls: []\ncontrols: []", "FORMATS_YAML_DUPLICATE_KEY", undefined],
    ["  id: demo", "\tid: demo", "FORMATS_YAML_SYNTAX", undefined],
    ["controls: []", "controls: *nowhere", "FORMATS_YAML_ALIAS", undefined],
  ])("%j → %j: %s at %s", (from, to, code, field) => {
    const error = failure(changed(from, to));
    expect(error.code).toBe(code);
    expect(error.exit).toBe(2);
    expect(error.place.file).toBe("system.yaml");
    expect(error.remedy).not.toBe("");
    for (const problem of problemsOf(error)) {
      expect(problem.place.line).toBeGreaterThan(0);
      expect(problem.place.column).toBeGreaterThan(0);
    }
    if (field !== undefined) expect(error.place.field).toBe(field);
  });

  it("suggests what was meant", () => {
    expect(failure(changed("max_steps: 3", "max_stesp: 3")).remedy).toContain("Did you mean `max_steps`?");
    expect(failure(changed("kind: agent", "kind: agnet")).remedy).toContain("Did you mean `agent`?");
    expect(failure(changed("from: user", "from: usr")).remedy).toContain("Did you mean `user`?");
  });

  it("reports all problems of a file together", () => {
    const error = failure(
      changed("from: user", "from: usr")
        .replace("zone: out}", "zone: otu}")
        .replace("component: bot", "component: b"),
    );
    expect(error.code).toBe("SYSTEM_SEVERAL_PROBLEMS");
    expect(problemsOf(error).map(({ place }) => place.field)).toEqual([
      "components[0].zone",
      "flows[0].from",
      "targets[0].component",
    ]);
  });

  it("stops an alias bomb", () => {
    const bomb = Array.from({ length: 12 }, (_, i) =>
      i === 0
        ? "x0: &x0 [a,a,a,a,a,a,a,a,a,a]"
        : `x${i}: &x${i} [${Array.from({ length: 10 }, () => `*x${i - 1}`).join(",")}]`,
    ).join("\n");
    expect(failure(bomb).code).toBe("FORMATS_TOO_MANY_VALUES");
  });
});

describe("a secret in the manifest", () => {
  const secret = "hunter2-correct-horse";
  it.each([
    ["api_key: env:BOT_KEY", `api_key: ${secret}`],
    ["model: m", `model: m\n    headers: {Authorization: "Bearer ${secret}"}`],
    ["model: m", `model: m\n    headers: {X-Api-Key: ${secret}}`],
    ["model: m", `model: m\n    headers: {Cookie: "sid=${secret}"}`],
  ])("is refused and never repeated: %j → %j", (from, to) => {
    const error = failure(changed(from, to));
    expect(problemsOf(error).map(({ code }) => code)).toContain("SYSTEM_LITERAL_SECRET");
    expect(
      `${error.message} ${error.remedy} ${JSON.stringify(error.place)} ${String(error.stack)}`,
    ).not.toContain(secret);
  });

  it("is refused by the look of an issued key, wherever it stands", () => {
    const key = `sk-${"a1B2".repeat(8)}`;
    const error = failure(changed("purpose: Answer questions", `purpose: Answer with ${key}`));
    expect(error).toMatchObject({
      code: "SYSTEM_LITERAL_SECRET",
      place: { line: 5, field: "system.purpose" },
    });
    expect(error.message).not.toContain(key);
  });

  it("may be referred to", () => {
    const text = changed("model: m", 'model: m\n    headers: {Authorization: "Bearer {{secret:env:TOKEN}}"}');
    expect(parseSystem(text, "a.yaml").manifest.targets).toHaveLength(1);
  });
});

describe("a file that cannot be read as a manifest", () => {
  it("says what it is", async () => {
    await expect(loadSystem(join(dir, "none.yaml"))).rejects.toMatchObject({ code: "FORMATS_NOT_FOUND" });
    await expect(loadSystem(dir)).rejects.toMatchObject({ code: "FORMATS_NOT_A_FILE" });
    const big = join(dir, "big.yaml");
    writeFileSync(big, "");
    truncateSync(big, 50 * 1024 * 1024);
    await expect(loadSystem(big)).rejects.toMatchObject({ code: "FORMATS_TOO_LARGE", place: { file: big } });
    const wide = join(dir, "wide.yaml");
    writeFileSync(wide, Buffer.from(`\uFEFF${minimalManifest}`, "utf16le"));
    await expect(loadSystem(wide)).rejects.toMatchObject({ code: "FORMATS_NOT_TEXT" });
    writeFileSync(join(dir, "empty.yaml"), "");
    await expect(loadSystem(join(dir, "empty.yaml"))).rejects.toMatchObject({ code: "SYSTEM_WRONG_TYPE" });
  });
});

describe("whatever is given", () => {
  const lines = readFileSync(shipped("fintech-chatbot"), "utf8").split("\n");
  it("throws nothing but our own errors on a manifest with lines lost, doubled and mangled", () => {
    const edit = fc.tuple(
      fc.nat(lines.length - 1),
      fc.constantFrom("drop", "double", "cut", "junk", "indent"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const text = [...lines];
        for (const [at, how, junk] of edits) {
          const line = text[at] ?? "";
          if (how === "drop") text[at] = "";
          if (how === "double") text[at] = `${line}\n${line}`;
          if (how === "cut") text[at] = line.slice(0, junk.length);
          if (how === "junk") text[at] = `${line.slice(0, 8)}${junk}`;
          if (how === "indent") text[at] = ` ${line}`;
        }
        try {
          parseSystem(text.join("\n"), "f.yaml");
        } catch (error) {
          expect(error).toBeInstanceOf(BartizanError);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("throws nothing but our own errors on any JSON, and on any value anywhere", () => {
    const good = parseSystem(minimalManifest, "a.yaml").manifest as unknown as Record<string, unknown>;
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(good)), fc.jsonValue(), (key, value) => {
        for (const document of [value, { ...good, [key]: value }, { ...good, [key]: [value] }]) {
          try {
            parseSystem(JSON.stringify(document), "f.json");
          } catch (error) {
            expect(error).toBeInstanceOf(BartizanError);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
