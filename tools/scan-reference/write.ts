import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suspiciousModel } from "./example.ts";
import { rulesPage } from "./rules-page.ts";

const root = join(import.meta.dirname, "../..");
writeFileSync(join(root, "docs/reference/scan-rules.md"), rulesPage());
const example = join(root, "examples/suspicious-model");
mkdirSync(example, { recursive: true });
for (const [name, content] of Object.entries(suspiciousModel)) writeFileSync(join(example, name), content);
