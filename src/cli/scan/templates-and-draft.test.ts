import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sha256 } from "../../formats/index.ts";
import { bartizan } from "../testing/capture.ts";

const cwd = mkdtempSync(join(tmpdir(), "scan-options-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const template = "{% for m in messages %}{{ m.content }}{% endfor %}";
beforeAll(() => {
  writeFileSync(join(cwd, "chat_template.jinja"), template);
  writeFileSync(
    join(cwd, "agent.py"),
    "from agents import Agent, function_tool\n\n@function_tool\ndef look_up(name: str) -> str:\n    return name\n\nagent = Agent(name='Desk', model='m-1', tools=[look_up])\n",
  );
});

it("chat templates that are not known are told of, and a list that cannot be used is an error", async () => {
  const scan = (list: string) => {
    writeFileSync(join(cwd, "known.txt"), list);
    return bartizan(
      ["scan", "chat_template.jinja", "--known-templates", "known.txt", "--no-evidence", "--format", "json"],
      { cwd },
    );
  };
  expect((await scan(`# ours\n${sha256(template)}  chat_template.jinja\n`)).code).toBe(0);
  const other = await scan(`${sha256("another")}\n`);
  expect(other.code).toBe(1);
  expect(JSON.parse(other.out)).toMatchObject({
    verdict: "review",
    artifacts: [{ verdict: "review", findings: [{ rule: "jinja/drift" }] }],
  });
  for (const unfit of ["", "no digest\n"]) expect((await scan(unfit)).code).toBe(2);
});

it("a manifest drawn from code loads", async () => {
  const drawn = await bartizan(
    ["scan", "agent.py", "--draft-manifest", "draft.yaml", "--no-evidence", "--format", "json"],
    { cwd },
  );
  expect(drawn.err).toContain("Wrote draft.yaml");
  expect(readFileSync(join(cwd, "draft.yaml"), "utf8")).toContain(
    "CHECK: drawn from code: 1 agents, 1 tools",
  );
  expect((await bartizan(["system", "validate", "draft.yaml"], { cwd })).code).toBe(0);
  const none = await bartizan(
    ["scan", "chat_template.jinja", "--draft-manifest", "none.yaml", "--no-evidence"],
    { cwd },
  );
  expect([none.code, none.err]).toEqual([2, expect.stringContaining("SCAN_NO_CODE")]);
});
