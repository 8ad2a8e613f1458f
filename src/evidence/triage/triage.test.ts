import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Finding, Triage } from "../../contracts/index.ts";
import { temporaryFolder } from "../testing/sample.ts";
import { readTriageFile, setTriage } from "./file.ts";
import { parseTriage } from "./schema.ts";
import { applyTriage } from "./triage.ts";

const root = await temporaryFolder(afterAll);
const id = (n: number): string => `F-${String(n).padStart(10, "0")}`;
const finding = (n: number): Finding => ({
  id: id(n),
  system: "s",
  check: "redteam/direct-injection",
  target: "t",
  intent: "say-canary",
  title: "t",
  severity: "high",
  description: "d",
  remedy: "r",
  techniques: [],
  criticalEffect: false,
  references: [],
  evidence: [],
});

describe("triage", () => {
  it("leaves what nobody decided open, and puts decisions where they belong", () => {
    const fixed: Triage = { state: "fixed", by: "ada", reason: "policy v2" };
    const [first, second] = applyTriage([finding(1), finding(2)], new Map([[id(2), fixed]]), 0);
    expect(first).toMatchObject({ triage: { state: "open" }, expired: false });
    expect(second).toMatchObject({ triage: fixed, expired: false });
  });

  it("accepts to the end of the day and no longer", () => {
    const triage = new Map<string, Triage>([
      [id(1), { state: "accepted", by: "ada", until: "2026-06-30", reason: "r" }],
      [id(2), { state: "accepted", by: "ada", until: "whenever", reason: "r" }],
    ]);
    const expired = (now: string): boolean[] =>
      applyTriage([finding(1), finding(2)], triage, Date.parse(now)).map((one) => one.expired);
    expect(expired("2026-06-30T23:59:59.999Z")).toEqual([false, true]);
    expect(expired("2026-07-01T00:00:00.000Z")).toEqual([true, true]);
  });
});

describe("the triage file", () => {
  it("holds nothing when it is not there, and is made with the first decision", async () => {
    const path = join(root, "new.yaml");
    expect(await readTriageFile(path)).toEqual(new Map());
    const accepted: Triage = {
      state: "accepted",
      by: "ada@example.com",
      until: "2026-12-31",
      reason: "no tools here",
    };
    await setTriage(path, id(7), accepted);
    expect(await readFile(path, "utf8")).toBe(
      `# What was decided about findings. Reviewed like code; see \`bartizan report\` for the findings.
schema_version: bartizan.triage/v1
findings:
  F-0000000007:
    state: accepted
    by: ada@example.com
    until: 2026-12-31
    reason: no tools here
`,
    );
    expect((await readTriageFile(path)).get(id(7))).toEqual(accepted);
  });

  it("keeps comments with the entries they stand at, and stays sorted", async () => {
    const path = join(root, "comments.yaml");
    const text = `schema_version: bartizan.triage/v1
# All of these were looked at in March.
findings:
  # The shop has no such tool.
  F-0000000005:
    state: false-positive # checked twice
    by: bo
    reason: the tool is not deployed
  F-0000000009: { state: fixed, by: bo, reason: "v2" }
`;
    await writeFile(path, text);
    await setTriage(path, id(1), { state: "fixed", by: "ada", reason: "v3" });
    expect(await readFile(path, "utf8")).toBe(
      text.replace(
        "findings:\n",
        "findings:\n  F-0000000001:\n    state: fixed\n    by: ada\n    reason: v3\n",
      ),
    );
    await setTriage(path, id(1), { state: "open" });
    expect(await readFile(path, "utf8")).toBe(text);
  });

  it("gives back whatever decisions were set, in whatever order", async () => {
    const text = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 60 })
      .filter((value) => /\S/.test(value));
    const clean = text
      .map((value) => value.trim())
      .filter((value) => value !== "" && !/[\p{Cc}\p{Cs}]/u.test(value));
    const triage: fc.Arbitrary<Triage> = fc.oneof(
      fc.record({
        state: fc.constant("accepted" as const),
        by: clean,
        until: fc.constant("2027-02-28"),
        reason: clean,
      }),
      fc.record({
        state: fc.constantFrom("false-positive" as const, "fixed" as const),
        by: clean,
        reason: clean,
      }),
    );
    let n = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 5 }), triage), { minLength: 1, maxLength: 8 }),
        async (sets) => {
          const path = join(root, `p${(n += 1)}.yaml`);
          const expected = new Map<string, Triage>();
          for (const [which, decision] of sets) {
            await setTriage(path, id(which), decision);
            expected.set(id(which), decision);
          }
          expect(await readTriageFile(path)).toEqual(expected);
          expect([...(await readTriageFile(path)).keys()]).toEqual([...expected.keys()].sort());
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each([
    ["an unknown key", "reson: x", "EVIDENCE_TRIAGE_UNKNOWN_KEY", 5],
    ["no reason", "", "EVIDENCE_TRIAGE_MISSING_FIELD", 4],
    ["a wrong state", "", "EVIDENCE_TRIAGE_INVALID", 4, "wontfix"],
  ] as const)("with %s is refused with the place", (_, extra, code, line, state: string = "fixed") => {
    const text = `schema_version: bartizan.triage/v1
findings:
  F-0000000005:
    state: ${state}
${extra === "" ? "" : `    ${extra}\n    reason: r\n`}    by: bo
`;
    expect(() => parseTriage(text, "t.yaml")).toThrow(
      expect.objectContaining({ code, place: expect.objectContaining({ file: "t.yaml", line }) }) as Error,
    );
  });

  it("is left as it is when it is not valid, or the decision is not", async () => {
    const path = join(root, "broken.yaml");
    for (const text of ["findings: [", "schema_version: bartizan.triage/v9\n", "a: &a [*a]\n"]) {
      await writeFile(path, text);
      await expect(setTriage(path, id(1), { state: "open" })).rejects.toMatchObject({ exit: 2 });
      expect(await readFile(path, "utf8")).toBe(text);
    }
    const bad: Triage = { state: "accepted", by: "a", until: "2026-02-31", reason: "r" };
    await expect(setTriage(join(root, "x.yaml"), id(1), bad)).rejects.toMatchObject({
      code: "EVIDENCE_TRIAGE_INVALID",
    });
    await expect(setTriage(join(root, "x.yaml"), "F-1", { state: "open" })).rejects.toMatchObject({
      exit: 2,
    });
  });
});
