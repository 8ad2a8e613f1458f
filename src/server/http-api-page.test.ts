import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { items } from "./items.generated.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/reference/http-api.md"), "utf8");

it("docs/reference/http-api.md names every endpoint with its least role, and no other", () => {
  const documented = [...page.matchAll(/^\| `([A-Z]+ \/[^`]+)` \| (\w+) \|/gm)].map((m) => `${m[1]} ${m[2]}`);
  const declared = items.map(({ method, path, minimum }) => `${method.toUpperCase()} ${path} ${minimum}`);
  expect(documented.sort()).toEqual(declared.sort());
});
