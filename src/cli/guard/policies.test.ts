import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeSampleGuard } from "../../app/guard/testing/sample-guard.ts";
import { bartizan } from "../testing/capture.ts";

const policy = `schemaVersion: bartizan.policy/v1
policy: {id: mine, version: 1.0.0, description: A small one., owner: ada}
detectors: {secrets: true, injection: true}
rules:
  - id: no-secrets
    when: {signals: {detectors: [secrets], minScore: 0.7}, stages: [input, document, tool-result]}
    action: block
  - id: only-here
    when: {signals: {detectors: [injection]}, stages: [input]}
    action: block
    mode: monitor
attachments: [{id: shop, rules: [only-here], to: {routes: [shop]}}]
exceptions:
  - {id: old, rule: no-secrets, for: {principals: [bob]}, from: 2026-01-01, until: 2026-02-01, approver: eve, reason: Moved.}
tests:
  - {name: a key is stopped, text: "Use \\x41KIAQ7ZK3M2PV5XW4LTB please.", expect: block, rule: no-secrets}
  - {name: a question passes, text: "When do you open?", expect: allow}
`;
const failing = `${policy}  - {name: "nothing <passes> & all", text: "Hello", expect: block}\n`;

let folder = "";
const run = (...args: string[]) => bartizan(["guard", ...args], { cwd: folder, env: { USER: "ada" } });
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "guard-policies-"));
  writeFileSync(join(folder, "policy.yaml"), policy);
  writeFileSync(join(folder, "failing.yaml"), failing);
  writeFileSync(join(folder, "untested.yaml"), policy.slice(0, policy.indexOf("tests:")));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("bartizan guard test", () => {
  it("shows every test, and ends with 0 where all pass", async () => {
    const { code, out } = await run("test", "policy.yaml");
    expect(code).toBe(0);
    expect(out).toContain("✓ a key is stopped  block by no-secrets");
    expect(out).toContain("2 of 2 tests pass.");
  });

  it("says what is wrong and where, and ends with 1", async () => {
    const { code, out } = await run("test", "failing.yaml", "--failed");
    expect(code).toBe(1);
    expect(out).toContain("Expected block, but it is allow");
    expect(out).toMatch(/failing\.yaml:18 /);
    expect(out).not.toContain("✓");
  });

  it("writes JUnit XML that CI systems read", async () => {
    const { code, out } = await run("test", "failing.yaml", "--format", "junit");
    expect(code).toBe(1);
    expect(out).toContain('tests="3" failures="1" errors="0"');
    expect(out).toContain('name="nothing &lt;passes&gt; &amp; all"');
  });

  it("does not take a policy without tests for one that passes", async () => {
    expect((await run("test", "untested.yaml")).code).toBe(3);
    expect((await run("test", "untested.yaml", "--format", "junit")).out).toContain('errors="1"');
  });
});

describe("bartizan guard show", () => {
  it("tells rules, attachments, ended exceptions and guards", async () => {
    const { code, out } = await run("show", "policy.yaml");
    expect(code).toBe(0);
    expect(out).toContain("only-here   block [monitor]  medium; input; where shop");
    expect(out).toContain("old: no-secrets, by eve, until 2026-02-01  has ended");
    expect(out).toContain("passing secret-filter: Enforced by no-secrets; 1 test passes.");
    expect(out).toContain("planned injection-filter");
  });

  it("gives the same as JSON, with the file and line of each rule", async () => {
    const { out } = await run("show", "policy.yaml", "--format", "json");
    const shown = JSON.parse(out) as { schemaVersion: string; rules: { id: string; line: number }[] };
    expect(shown.schemaVersion).toBe("bartizan.policy-description/v1");
    expect(shown.rules.map(({ id, line }) => [id, line])).toEqual([
      ["no-secrets", 5],
      ["only-here", 8],
    ]);
  });
});

it("bartizan guard policies lists what ships", async () => {
  const { code, out } = await run("policies");
  expect(code).toBe(0);
  expect(out).toContain("bartizan:baseline");
  expect(out.trim().split("\n")).toHaveLength(4);
});

it("a name that no shipped policy has is no file: the names are listed", async () => {
  for (const name of ["bartizan:stric", ":strict"]) {
    const { code, err } = await run("show", name);
    expect(code).toBe(2);
    expect(err).toContain("bartizan:strict");
    expect(err).not.toContain("does not exist");
  }
});

describe("bartizan guard sign and verify", () => {
  it("holds for the policy as it is, and no longer once it is changed", async () => {
    expect((await run("sign", "policy.yaml")).code).toBe(0);
    const key = ["--key", ".bartizan/keys/ed25519.pub.pem"];
    const verified = await run("verify", "policy.yaml", ...key);
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining("mine 1.0.0") as unknown });
    expect((await run("show", "policy.yaml", "--require-signature", key[1] ?? "")).out).toContain(
      "signed-configuration",
    );
    writeFileSync(join(folder, "policy.yaml"), policy.replace("A small one.", "Another one."));
    const changed = await run("verify", "policy.yaml", ...key);
    writeFileSync(join(folder, "policy.yaml"), policy);
    expect(changed).toMatchObject({
      code: 1,
      err: expect.stringContaining("GUARD_SIGNATURE_WRONG") as unknown,
    });
    const none = await run("verify", "failing.yaml", ...key);
    expect(none.err).toContain("GUARD_SIGNATURE_MISSING");
  });

  it("signs nothing whose tests fail", async () => {
    expect((await run("sign", "failing.yaml")).err).toContain("GUARD_TESTS_FAILED");
  });
});

describe("bartizan guard replay", () => {
  const exchange = (id: string, text: string, principal: string) => ({
    at: "2026-11-01T00:00:00Z",
    request: {
      exchange: { id, principal: { id: principal, verified: true }, route: "chat" },
      parts: [{ at: "/messages/0/content", stage: "input", role: "user", text }],
    },
  });
  const lines = [
    exchange("1", "When do you open?", "ada"),
    exchange("2", "Use \x41KIAQ7ZK3M2PV5XW4LTB please.", "bob"),
  ];
  const before = policy.replace("action: block", "action: redact").replace("expect: block", "expect: redact");
  beforeAll(() => {
    writeFileSync(join(folder, "traffic.jsonl"), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    writeFileSync(join(folder, "before.yaml"), before);
  });

  it("shows what would differ, and whom it would break", async () => {
    const { code, out } = await run(
      "replay",
      "policy.yaml",
      "--traffic",
      "traffic.jsonl",
      "--before",
      "before.yaml",
    );
    expect(code).toBe(1);
    expect(out).toContain("redact → block  bob");
    expect(out).toContain("bob: 1 that went through");
  });

  it("ends with 0 where nothing differs, and says so as JSON", async () => {
    const { code, out } = await run(
      "replay",
      "policy.yaml",
      "--traffic",
      "traffic.jsonl",
      "--before",
      "policy.yaml",
      "--format",
      "json",
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: "bartizan.guard-replay/v1",
      replayed: 2,
      differ: 0,
    });
  });

  it("replays the records of a gateway against what was decided then", async () => {
    const home = join(folder, "gateway");
    mkdirSync(home);
    await writeSampleGuard(home, { now: Date.parse("2026-11-20T12:00:00Z"), records: 60 });
    const ledger = ["--ledger", ".bartizan/records", "--format", "json"];
    const replayed = async () => {
      const { code, out } = await bartizan(["guard", "replay", "policy.yaml", ...ledger], { cwd: home });
      return { code, report: JSON.parse(out) as { replayed: number; newlyPassed: number; differ: number } };
    };
    const same = await replayed();
    expect(same.report.replayed).toBeGreaterThan(30);
    const file = join(home, "policy.yaml");
    const off =
      "override: {rules: {commands-to-the-assistant: {mode: monitor}}}\nremove: {tests: [replacing*]}\n";
    writeFileSync(file, `${readFileSync(file, "utf8")}${off}`);
    const { code, report } = await replayed();
    expect(code).toBe(1);
    expect(report.newlyPassed).toBeGreaterThan(same.report.newlyPassed);
  });

  it("does not take traffic that cannot be replayed for traffic without a difference", async () => {
    expect((await run("replay", "policy.yaml", "--traffic", "traffic.jsonl")).code).toBe(3);
    expect((await run("replay", "policy.yaml", "--ledger", "nothing-here")).code).toBe(3);
    expect((await run("replay", "policy.yaml")).err).toContain("--traffic");
    expect((await run("replay", "policy.yaml", "--traffic", "none.jsonl")).code).toBe(2);
  });
});

describe("bartizan guard train", () => {
  it("says how many texts it needs", async () => {
    writeFileSync(join(folder, "few.jsonl"), '{"text":"Hello","label":0,"role":"user"}\n');
    const { code, err } = await run("train", "few.jsonl", "--out", "model");
    expect(code).toBe(2);
    expect(err).toContain("299");
    expect((await run("train", "few.jsonl", "--out", "model", "--confidence", "2")).code).toBe(2);
  });

  it("names the line that cannot be used, empty ones counted", async () => {
    writeFileSync(join(folder, "bad.jsonl"), '{"text":"Hello","label":0,"role":"user"}\n\n\n{"text":1}\n');
    expect((await run("train", "bad.jsonl", "--out", "model")).err).toContain("bad.jsonl:4");
  });

  it("writes a model that a policy can name", async () => {
    const texts = Array.from({ length: 300 }, (_, i) =>
      JSON.stringify({ text: `Berth ${i} needs ${(i * 7) % 13} workers.`, label: 0, role: "tool" }),
    );
    writeFileSync(join(folder, "labelled.jsonl"), texts.join("\n"));
    const { code, out } = await run("train", "labelled.jsonl", "--out", "model");
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringContaining("tool: 300 benign texts, 0 attacks") as unknown,
    });
    const using = policy.replace(
      "injection: true",
      `injection: {settings: {model: ${join(folder, "model")}}}`,
    );
    writeFileSync(join(folder, "trained.yaml"), using);
    expect((await run("test", "trained.yaml")).code).toBe(0);
  });
});

describe("bartizan guard key", () => {
  it("makes a key whose hash it gives again, and takes no other", async () => {
    const made = await run("key", "new");
    const [text = "", hash = ""] = made.out.split("\n");
    const readStdin = async () => Buffer.from(`${text}\n`);
    expect((await bartizan(["guard", "key", "hash"], { readStdin })).out).toBe(`${hash}\n`);
    const wrong = await bartizan(["guard", "key", "hash"], { readStdin: async () => Buffer.from("secret") });
    expect(wrong.code).toBe(2);
    expect(wrong.err).not.toContain("secret");
  });
});

describe("bartizan guard adopt", () => {
  const system = join(import.meta.dirname, "../../../examples/fintech-chatbot/system.yaml");
  const coverage = async () => {
    const { openWorkspace, loadSystem } = await import("../../app/index.ts");
    const workspace = await openWorkspace(folder);
    const matrix = await workspace.coverage(await loadSystem(join(folder, "system.yaml")));
    return matrix.rows
      .map(({ cells }) => cells.guarded)
      .filter(({ coveredBy }) => coveredBy.includes("secret-filter"));
  };
  const states = async () => new Set((await coverage()).map(({ state }) => state));
  beforeAll(() => writeFileSync(join(folder, "system.yaml"), readFileSync(system, "utf8")));

  it("fills the column `guarded`, with date, link and reason", async () => {
    expect(await states()).toEqual(new Set(["none"]));
    const { code, out } = await run("adopt", "policy.yaml", "--system", "system.yaml");
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringContaining("passing secret-filter") as unknown,
    });
    const cells = (await coverage()).filter(({ state }) => state === "passing");
    expect(cells.length).toBeGreaterThan(0);
    const [cell] = cells;
    expect(cell?.links).toContainEqual(
      expect.objectContaining({ check: "secret-filter", target: "policy mine 1.0.0" }),
    );
    expect(cell?.at).toMatch(/^\d{4}-/);
    expect(cell?.why).toContain("Enforced by no-secrets");
  });

  it("goes stale when the system changes", async () => {
    const text = readFileSync(system, "utf8");
    // One component the threat depends on: the orchestrator may go on for longer.
    const changed = text
      .replace("max_steps: 12", "max_steps: 13")
      .replace("retention_days: 30", "retention_days: 60");
    expect(changed).not.toBe(text);
    writeFileSync(join(folder, "system.yaml"), changed);
    const now = await states();
    writeFileSync(join(folder, "system.yaml"), text);
    expect(now.has("passing")).toBe(false);
    expect(now.has("stale")).toBe(true);
  });

  it("is taken back by a later adoption without the guard", async () => {
    const without = policy
      .replace("action: block", "action: allow")
      .replace("expect: block", "expect: allow");
    writeFileSync(join(folder, "without.yaml"), without);
    expect((await run("adopt", "without.yaml", "--system", "system.yaml")).code).toBe(0);
    expect(await states()).toEqual(new Set(["none"]));
  });

  it("shows a failing test as failing", async () => {
    writeFileSync(join(folder, "broken.yaml"), policy.replace("Use \\x41KIA", "Use nothing "));
    const { code } = await run("adopt", "broken.yaml", "--system", "system.yaml");
    expect(code).toBe(1);
    expect((await states()).has("failing")).toBe(true);
  });

  it("refuses a component the manifest does not have", async () => {
    expect(
      (await run("adopt", "policy.yaml", "--system", "system.yaml", "--component", "nobody")).err,
    ).toContain("APP_UNKNOWN_COMPONENT");
  });
});
