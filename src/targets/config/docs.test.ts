import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { targetErrors } from "../errors.ts";
import { targetConfigSchema } from "./target.ts";

const docs = join(import.meta.dirname, "../../../docs");
const page = (name: string): string => readFileSync(join(docs, name), "utf8");
const pages = ["reference/targets.md", "how-to/test-your-own-endpoint.md"];

function examples(text: string): string[] {
  const blocks = text.split(/^ *```yaml\n/m).slice(1);
  return blocks.map((block) => block.slice(0, block.search(/^ *```$/m)));
}

describe("the pages about targets", () => {
  const all = pages.flatMap((name) => examples(page(name)).map((example) => [name, example] as const));

  it("have examples", () => {
    expect(all.length).toBeGreaterThanOrEqual(6);
  });

  it.each(all)("%s: an example is a valid target", (_, example) => {
    expect(targetConfigSchema.safeParse(parse(example)).error?.message ?? "").toBe("");
  });

  it.each(pages)("%s names only codes that exist", (name) => {
    const codes = new Set(targetErrors.catalogue.map((entry) => entry.code));
    const named = page(name).match(/TARGETS_[A-Z_]*[A-Z]/g) ?? [];
    expect(named.filter((code) => !codes.has(code))).toEqual([]);
  });
});
