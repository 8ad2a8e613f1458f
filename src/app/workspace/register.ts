import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** The manifests a workspace knows, so that the console shows a system before its first run. */
const registerSchema = z.object({
  schemaVersion: z.literal("bartizan.systems/v1"),
  files: z.array(z.string()),
});

export async function readRegister(root: string): Promise<readonly string[]> {
  const text = await readFile(join(root, "systems.json"), "utf8").catch(() => undefined);
  if (text === undefined) return [];
  try {
    return registerSchema.parse(JSON.parse(text)).files;
  } catch {
    // A convenience, not evidence: a broken list is made anew at the next assessment.
    return [];
  }
}

export async function rememberSystem(root: string, file: string): Promise<void> {
  const files = new Set(await readRegister(root));
  if (files.has(file)) return;
  const path = join(root, "systems.json");
  const beside = `${path}.${process.pid}.tmp`;
  await writeFile(
    beside,
    `${JSON.stringify({ schemaVersion: "bartizan.systems/v1", files: [...files.add(file)].sort() }, null, 2)}\n`,
  );
  await rename(beside, path);
}
