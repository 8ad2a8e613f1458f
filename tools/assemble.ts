/** Puts beside the compiled code what it needs at run time: packs, examples and the JSON Schemas. */
import { cpSync, globSync, mkdirSync, writeFileSync, chmodSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "@hono/zod-openapi";
import { webhookJsonSchema } from "../src/report/index.ts";
import { documentSchemas } from "../src/server/wire/documents.ts";
import { fingerprintSchema, vendorReportSchema } from "../src/assess/provenance/index.ts";
import { systemJsonSchema } from "../src/system/index.ts";
import { describedPolicySchema } from "./guard-reference/schemas.ts";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");

for (const folder of ["packs", "examples"])
  cpSync(join(root, folder), join(dist, folder), { recursive: true });
for (const file of globSync("{src,range}/**/*.{json,yaml,md,txt,bin}", {
  cwd: root,
  // The texts that the shipped weights were trained on are no part of the package, nor are the practice models.
  exclude: ["src/console/**", "**/testing/**", "src/detect/injection/train/**", "range/models/**"],
})) {
  if (/(^|\/)(items|tsconfig)\.json$/.test(file) || file.includes("/fixtures")) continue;
  cpSync(join(root, file), join(dist, file));
}
// The grammars that code is read with stand beside the code that loads them.
for (const wasm of globSync("node_modules/tree-sitter-{python,javascript,typescript}/*.wasm", { cwd: root }))
  cpSync(join(root, wasm), join(dist, "src/assess/code/grammars", basename(wasm)));
mkdirSync(join(dist, "schemas"), { recursive: true });
const writeSchema = (name: string, schema: unknown): void =>
  writeFileSync(join(dist, "schemas", `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
writeSchema("system", systemJsonSchema());
writeSchema("policy", describedPolicySchema());
writeSchema("event", webhookJsonSchema());
writeSchema("vendor", z.toJSONSchema(vendorReportSchema, { io: "output" }));
writeSchema("fingerprint", z.toJSONSchema(fingerprintSchema, { io: "output" }));
for (const [name, schema] of Object.entries(documentSchemas))
  writeSchema(name, z.toJSONSchema(schema, { io: "output" }));
chmodSync(join(dist, "src/cli/main.js"), 0o755);
