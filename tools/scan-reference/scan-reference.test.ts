import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scan } from "../../src/app/index.ts";
import { suspiciousModel } from "./example.ts";
import { rulesPage } from "./rules-page.ts";

const root = join(import.meta.dirname, "../..");
const example = join(root, "examples/suspicious-model");

it("docs/reference/scan-rules.md is made from the rules (run `npm run docs` after a change)", () => {
  expect(readFileSync(join(root, "docs/reference/scan-rules.md"), "utf8")).toBe(rulesPage());
});

describe("examples/suspicious-model", () => {
  it("is what its generator writes", () => {
    expect(
      Object.fromEntries(
        readdirSync(example).map((name) => [name, readFileSync(join(example, name), "utf8")]),
      ),
    ).toEqual(suspiciousModel);
  });

  it("is found out as the tutorial says", async () => {
    const { report } = await scan({ paths: ["."], cwd: example });
    expect(report.verdict).toBe("unsafe");
    expect(report.artifacts.map(({ path, format, verdict }) => [path, format, verdict])).toEqual([
      ["README.md", "text", "clean"],
      ["classifier.pkl", "pickle", "unsafe"],
      ["config.json", "huggingface-config", "review"],
      ["serve.py", "text", "unsafe"],
      ["vocabulary.txt", "pickle", "unsafe"],
    ]);
    const rules = report.code?.findings.map(({ rule, place }) => `${rule} ${place.line}`);
    expect(rules).toContain("code/torch-load-unsafe 12");
    expect(rules).toContain("scan/harm-is-loaded 8");
    expect(rules).toContain("scan/harm-is-loaded 12");
  });
});
