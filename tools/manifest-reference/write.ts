/** Writes docs/reference/manifest.md from the manifest's schema. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemJsonSchema } from "../../src/system/index.ts";
import { manifestReference } from "./render.ts";

writeFileSync(
  join(import.meta.dirname, "../../docs/reference/manifest.md"),
  manifestReference(systemJsonSchema()),
);
