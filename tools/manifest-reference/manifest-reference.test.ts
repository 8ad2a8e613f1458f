import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemJsonSchema } from "../../src/system/index.ts";
import { manifestReference } from "./render.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/reference/manifest.md"), "utf8");

describe("docs/reference/manifest.md", () => {
  it("is what the schema says; run `npm run docs` when this fails", () => {
    expect(page).toBe(manifestReference(systemJsonSchema()));
  });
  it("has every component kind and every section", () => {
    for (const part of [
      "### kind `agent`",
      "### kind `human_console`",
      "## `rules_of_engagement`",
      "### kind `openai-chat`",
    ])
      expect(page).toContain(part);
  });
  it("says once what all targets that predict have", () => {
    expect(page.match(/`data\.test\.labels_file`/gu)).toHaveLength(1);
    expect(page).toContain("`interface` may be left out of `onnx-file`.");
  });
});
