import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { referencePage } from "./reference-page.ts";

it("docs/reference/personal-data.md says what the detector knows", () => {
  const page = join(import.meta.dirname, "../../../docs/reference/personal-data.md");
  expect(readFileSync(page, "utf8")).toBe(referencePage());
});
