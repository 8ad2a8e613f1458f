import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cancer, fixturePath } from "../../models/testing/fixtures.ts";
import { bartizan } from "../testing/capture.ts";

const examples = join(import.meta.dirname, "../../../examples");
const fintech = join(examples, "fintech-chatbot/system.yaml");
let cwd = "";
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "cli-system-"));
});
afterAll(() => {
  rmSync(cwd, { recursive: true });
});

describe("bartizan threats", () => {
  it("prints the 43 threats of the fintech assistant as one JSON document", async () => {
    const { code, out, err } = await bartizan(["threats", fintech, "--format", "json"]);
    const document = JSON.parse(out) as { schemaVersion: string; threats: Record<string, unknown>[] };
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(document.schemaVersion).toBe("bartizan.threats/v1");
    expect(document.threats).toHaveLength(43);
    expect(document.threats[1]).toMatchObject({
      rule: "T02",
      element: "F12",
      likelihood: 4,
      impact: 5,
      band: "critical",
    });
  });

  it("prints a table for people, and says that questions are open", async () => {
    const { code, out, err } = await bartizan(["threats", fintech]);
    expect(code).toBe(0);
    expect(out.split("\n")[1]).toContain("T02@F12");
    expect(err).toContain("questions are open");
  });

  it("writes Markdown to a file", async () => {
    const { code, out } = await bartizan(["threats", fintech, "--format", "md", "--output", "t.md"], { cwd });
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(readFileSync(join(cwd, "t.md"), "utf8")).toContain("```mermaid\nflowchart LR\n");
  });

  it("finds one threat in the static FAQ", async () => {
    const { out } = await bartizan(["threats", join(examples, "static-faq/system.yaml"), "--format", "json"]);
    expect((JSON.parse(out) as { threats: { id: string }[] }).threats.map(({ id }) => id)).toEqual([
      "T01@F2",
    ]);
  });

  it.each([
    [["threats", "nowhere.yaml"], "FORMATS_NOT_FOUND"],
    [["threats", "."], "FORMATS_NOT_A_FILE"],
    [["threats", fintech, "--rules", "nowhere"], "KNOWLEDGE_PACK_MISSING"],
  ])("%j is bad input", async (args, error) => {
    const { code, out, err } = await bartizan(args, { cwd });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(error);
  });
});

describe("bartizan system", () => {
  it("validates, and lists every problem with its place", async () => {
    expect((await bartizan(["system", "validate", fintech])).out).toMatch(
      /^fintech-chatbot is sound: 26 components, 27 flows/,
    );
    const text = readFileSync(fintech, "utf8")
      .replace("kind: guardrail", "kind: guardrial")
      .replace("to: memory", "to: memroy");
    writeFileSync(join(cwd, "bad.yaml"), text);
    const { code, err } = await bartizan(["system", "validate", "bad.yaml"], { cwd });
    expect(code).toBe(2);
    expect(err).toContain("Did you mean `guardrail`?");
    expect(err).toMatch(/bad\.yaml:\d+:\d+/);
  });

  it("says what changed and what that makes stale", async () => {
    writeFileSync(
      join(cwd, "new.yaml"),
      readFileSync(fintech, "utf8").replace("max_steps: 12", "max_steps: 6"),
    );
    const { code, out } = await bartizan(["system", "diff", fintech, "new.yaml", "--runs"], { cwd });
    expect(code).toBe(0);
    expect(out).toContain("~ components.orch.max_steps: 12 → 6");
    expect(out).toContain("  orch: changed (itself)");
    expect(out).toContain("No runs are recorded here.");
    const json = await bartizan(["system", "diff", fintech, fintech, "--format", "json"], { cwd });
    expect(JSON.parse(json.out)).toMatchObject({ schemaVersion: "bartizan.system-diff/v1", same: true });
  });

  it("says that a model is not compared with a manifest, and names what is not there", async () => {
    mkdirSync(join(cwd, "model"));
    const mixed = await bartizan(["system", "diff", "model", fintech], { cwd });
    expect([mixed.code, mixed.err]).toEqual([2, expect.stringMatching(/model is a model, and .* is none/)]);
    const absent = await bartizan(["system", "diff", "model", "nothing.safetensors"], { cwd });
    expect([absent.code, absent.err]).toEqual([
      2,
      expect.stringContaining("nothing.safetensors does not exist"),
    ]);
  });

  it("prints the schema and the digests", async () => {
    expect(JSON.parse((await bartizan(["system", "schema"])).out)).toHaveProperty("properties.components");
    expect((await bartizan(["system", "digest", fintech])).out.split("\n")).toHaveLength(29);
    const { out } = await bartizan(["system", "digest", fintech, "--format", "json"]);
    expect(JSON.parse(out)).toHaveProperty("subject.components.orch");
  });
});

describe("bartizan init", () => {
  const flags = [
    "init",
    "--name",
    "Help Desk",
    "--users",
    "employees",
    "--retrieval",
    "--effects",
    "read,communicate",
    "--url",
    "http://127.0.0.1:8421/v1",
  ];

  it("writes a manifest that loads, and never over one that is there", async () => {
    expect((await bartizan(flags, { cwd })).code).toBe(0);
    expect((await bartizan(["system", "validate", "system.yaml"], { cwd })).out).toMatch(
      /^help-desk is sound/,
    );
    const before = readFileSync(join(cwd, "system.yaml"), "utf8");
    const again = await bartizan(["init", "--name", "Other"], { cwd });
    expect(again.code).toBe(2);
    expect(again.err).toContain("is there already");
    expect(readFileSync(join(cwd, "system.yaml"), "utf8")).toBe(before);
    expect(readdirSync(cwd).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("refuses what would not load, and writes nothing", async () => {
    const { code, err } = await bartizan([...flags, "--url", "not a url", "--output", "n.yaml"], { cwd });
    expect(code).toBe(2);
    expect(err).toContain("targets[0].base_url");
    expect(existsSync(join(cwd, "n.yaml"))).toBe(false);
  });

  it("writes one of a model that predicts from its file and rows, and the plan follows at once", async () => {
    copyFileSync(fixturePath("bc_mlp.onnx"), join(cwd, "cells.onnx"));
    const names = Array.from({ length: 30 }, (_, i) => `f${i}`);
    const rows = cancer.rows.data;
    const lines = [0, 1, 2, 3].map((i) => [...rows.slice(30 * i, 30 * i + 30), cancer.labels[i]].join(","));
    writeFileSync(join(cwd, "rows.csv"), [[...names, "class"].join(","), ...lines].join("\n"));
    const wrote = await bartizan(
      ["init", "--onnx", "cells.onnx", "--test", "rows.csv", "--label", "class", "--output", "cells.yaml"],
      { cwd },
    );
    expect(wrote.err).toBe("");
    expect(wrote.out).toMatch(/^Wrote cells\.yaml: 4 test rows of 30 features\./u);
    const plan = await bartizan(["assess", "cells.yaml", "--dry-run"], { cwd });
    expect(plan.err).toMatch(/robustness\/score-attack on model\n +4 units/u);
    expect((await bartizan(["init", "--onnx", "cells.onnx"], { cwd })).err).toContain("--test rows.csv");
  });

  it("does not wait for answers where there is no terminal", async () => {
    const { code, err } = await bartizan(["init", "--output", "q.yaml"], { cwd });
    expect(code).toBe(2);
    expect(err).toContain("--name");
  });
});
