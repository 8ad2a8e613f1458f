/** Writes the reference pages of the guard: docs/reference/{policy,gateway,detectors,personal-data}.md. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pages } from "./pages.ts";

for (const [name, text] of Object.entries(pages()))
  writeFileSync(join(import.meta.dirname, "../../docs/reference", `${name}.md`), text);
