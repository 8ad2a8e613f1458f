import { writeFileSync } from "node:fs";
import { appendFile, copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { verifyBundle } from "../../evidence/index.ts";
import { assessSystem, type AssessOptions, type AssessOutcome } from "../assessment/assess-system.ts";
import { modelSystem, type ModelSystemOptions } from "../testing/model-system.ts";
import { packageRoot } from "../version.ts";
import { openWorkspace } from "../workspace/workspace.ts";

const gate = (check: string, atMost: number): string => `{check: ${check}, at_most: ${atMost}}`;
const score = "robustness/score-attack";

async function assessed(
  options: ModelSystemOptions & { readonly assess?: Partial<AssessOptions> },
): Promise<Extract<AssessOutcome, { kind: "ran" }>> {
  await using system = await modelSystem(options);
  return await ran(system.systemFile, options.assess);
}

async function ran(
  systemFile: string,
  options: Partial<AssessOptions> = {},
): Promise<Extract<AssessOutcome, { kind: "ran" }>> {
  const outcome = await assessSystem({ systemFile, seed: "models", env: {}, ...options });
  if (outcome.kind !== "ran") throw new Error("it ran");
  return outcome;
}

describe("assessing a predicting model", () => {
  it("fails a gate that the model does not hold, with curve, examples and evidence that verifies", async () => {
    await using system = await modelSystem({ gates: gate(score, 0.05) });
    const { report } = await ran(system.systemFile);
    expect(report.verdict).toMatchObject({ kind: "fail", because: "rate-above-gate" });
    const [result] = report.models ?? [];
    expect(result).toMatchObject({
      check: score,
      target: "tumour-model",
      component: "classifier",
      units: { planned: 12, examined: 12 },
      gate: { atMost: 0.05, confidence: 0.95 },
    });
    expect(result?.model).toMatch(/^sha256:[0-9a-f]{64}$/u);
    const curve = result?.measures.find(({ kind }) => kind === "curve");
    const held = curve?.kind === "curve" ? curve.points.map(({ y }) => y) : [];
    expect(held).toHaveLength(7);
    expect(held).toEqual(held.toSorted((a, b) => b - a));
    expect(held[0]).toBeGreaterThan(0.5);
    const [worst] = result?.examples ?? [];
    expect(worst).toMatchObject({ outcome: "success" });
    expect(["malignant", "benign"]).toContain(worst?.label);
    expect(worst?.after).not.toBe(worst?.label);
    expect(worst?.row).toHaveLength(30);
    expect(worst?.adversarial).toHaveLength(30);
    expect(report.findings[0]).toMatchObject({ check: score, target: "tumour-model" });
    expect(await verifyBundle(report.evidence.bundle, {})).toMatchObject({ state: "intact" });
    const workspace = await openWorkspace(system.folder);
    expect((await workspace.report(report.run.id)).models).toEqual(report.models);
    const tested = (await workspace.facts("tumours")).filter(({ covers }) => covers.includes("row-evasion"));
    expect(tested).toMatchObject([{ state: "failing", component: "classifier" }]);
    expect(
      JSON.stringify(report.coverage.rows.filter(({ cells }) => cells.tested.state === "failing")),
    ).toContain("Evasion");
  });

  it("passes a gate that it holds", async () => {
    const { report } = await assessed({ gates: gate(score, 0.999) });
    expect(report.verdict).toMatchObject({ kind: "pass" });
  });

  it("goes on after a stop to the same result, and counts nothing twice", async () => {
    const whole = await assessed({ gates: gate(score, 0.05) });
    await using system = await modelSystem({ gates: gate(score, 0.05) });
    const stop = new AbortController();
    let seen = 0;
    const first = await ran(system.systemFile, {
      signal: stop.signal,
      onProgress: () => {
        seen += 1;
        if (seen === 3) stop.abort();
      },
    });
    expect(first.report.verdict).toMatchObject({ kind: "inconclusive" });
    expect(first.report.run.status).toBe("stopped");
    const examined = first.report.models?.[0]?.units.examined ?? 0;
    expect(examined).toBeGreaterThanOrEqual(3);
    expect(examined).toBeLessThan(12);
    const second = await ran(system.systemFile, { resume: true });
    expect(second.report.run.id).toBe(first.report.run.id);
    const [was, is] = [whole.report.models?.[0], second.report.models?.[0]];
    expect(is?.measures).toEqual(was?.measures);
    expect(is?.verdict).toEqual(was?.verdict);
    const shown = (result: typeof is): unknown => result?.examples.map((one) => ({ ...one, entry: 0 }));
    expect(shown(is)).toEqual(shown(was));
  });

  it("plans fewer examples where the budget allows no more, and says so", async () => {
    const { report } = await assessed({ gates: gate(score, 0.05), assess: { maxQueries: 10_000 } });
    expect(report.models?.[0]?.units.planned).toBe(3);
    expect(report.models?.[0]?.leftOut).toEqual([
      { reason: "beyond the budget of 10000 queries, 3006 for each", units: 9 },
    ]);
  });

  it("states queries and time before anything, and writes nothing in a dry run", async () => {
    await using system = await modelSystem({ gates: gate(score, 0.05) });
    const outcome = await assessSystem({ systemFile: system.systemFile, env: {}, dryRun: true });
    expect(outcome.kind === "planned" && outcome.models.checks).toMatchObject([
      {
        check: score,
        units: 12,
        queries: 12 * 3006,
        seconds: { atMost: expect.any(Number) as unknown, because: expect.any(String) as unknown },
      },
    ]);
    expect(await (await openWorkspace(system.folder)).runIds()).toEqual([]);
  });

  it("is inconclusive where another file was put in the model's place", async () => {
    await using system = await modelSystem({ gates: gate(score, 0.999) });
    let swapped = false;
    const { report } = await ran(system.systemFile, {
      onPlan: () => {
        swapped = true;
      },
      onProgress: () => {
        if (swapped) swapped = false;
        else return;
        void copyFile(
          join(packageRoot(), "src/models/fixtures/gbdt_small.onnx"),
          join(system.folder, "model.onnx"),
        );
      },
    });
    expect(report.verdict).toMatchObject({ kind: "inconclusive", because: "target-changed" });
  });

  it("stops where the kill switch is thrown, and goes on when it is released", async () => {
    const rules =
      "rules_of_engagement: {authorised_by: a, reference: r, environments: [test], kill_switch: {file: stop}}";
    await using system = await modelSystem({
      gates: gate(score, 0.05),
      edit: (text) => `${text}${rules}\n`,
    });
    const file = join(system.folder, "stop");
    const { report, end } = await ran(system.systemFile, { onProgress: () => writeFileSync(file, "") });
    expect(end).toBe("stopped");
    expect(report.verdict).toMatchObject({ kind: "inconclusive", because: "not-finished" });
    expect(report.models?.[0]?.units.outcomes.refused).toBeUndefined();
    await rm(file);
    const { report: whole } = await ran(system.systemFile, { resume: true });
    expect(whole.models?.[0]?.units.examined).toBe(12);
    expect(whole.verdict.kind).toBe("fail");
  });

  it("refuses to go on with other rows", async () => {
    await using system = await modelSystem({ gates: gate(score, 0.05) });
    const stop = new AbortController();
    await ran(system.systemFile, { signal: stop.signal, onProgress: () => stop.abort() });
    const line = Array.from({ length: 31 }, () => "1").join(",");
    await appendFile(join(system.folder, "test.csv"), `${line}\n`);
    await expect(ran(system.systemFile, { resume: true })).rejects.toThrow(/test rows differs/u);
  });

  it("refuses what could never be decided", async () => {
    await expect(assessed({ gates: gate("redteam/tool-abuse", 0.05) })).rejects.toThrow(
      /needs a target that converses/u,
    );
    await expect(
      assessed({ gates: "{check: robustness/score-attack, at_most: 0.05, refused_at_most: 0.1}" }),
    ).rejects.toThrow(/says `refused_at_most`, which checks of models do not have/u);
    await expect(assessed({ gates: gate("robustness/none", 0.05) })).rejects.toThrow(
      /no check "robustness\/none"/u,
    );
    const withoutData = (text: string): string => text.replace(/ {4}data:\n.*\n/u, "");
    await expect(assessed({ gates: gate(score, 0.05), edit: withoutData })).rejects.toThrow(/has no `data`/u);
    const withoutDomain = (text: string): string => text.replace(/ +domain: .*\n/u, "");
    await expect(assessed({ gates: gate(score, 0.05), edit: withoutDomain })).rejects.toThrow(
      /neither a domain of the rows nor a range or scale of `f0` is given/u,
    );
    const labels = (text: string): string =>
      text.replace("      classes:", "      output: label\n      classes:");
    await expect(assessed({ gates: gate(score, 0.05), edit: labels })).rejects.toThrow(
      /the check needs score/u,
    );
  });

  it("passes over what comes with its family and cannot be run, and says so", async () => {
    const labels = (text: string): string =>
      text.replace("      classes:", "      output: label\n      classes:");
    const { report } = await assessed({ edit: labels, rows: 3 });
    expect(report.caveats.join("\n")).toMatch(
      /robustness\/score-attack was not run on tumour-model: the model answers with a label/u,
    );
  });
});
