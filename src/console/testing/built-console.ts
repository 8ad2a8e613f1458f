import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/** One file of Vite's build manifest, as far as the tests read it. */
interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

export interface BuiltConsole {
  readonly dir: string;
  /** What the browser loads before the first page is drawn: the entry and all it imports statically. */
  readonly initial: readonly string[];
}

/** Builds the console as it ships, into a folder of its own, so that tests never look at a stale build. */
export async function buildConsole(): Promise<BuiltConsole> {
  const dir = mkdtempSync(join(tmpdir(), "bartizan-console-"));
  const vite = join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin/vite.js");
  const config = join(import.meta.dirname, "../vite.config.ts");
  // In a process of its own: inside the test runner the build would take React's development half.
  await promisify(execFile)(
    process.execPath,
    [vite, "build", "--config", config, "--outDir", dir, "--emptyOutDir", "--logLevel", "error"],
    {
      env: { ...process.env, NODE_ENV: "production" },
    },
  );
  const manifest = JSON.parse(readFileSync(join(dir, ".vite/manifest.json"), "utf8")) as Record<
    string,
    Chunk
  >;
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry === true);
  if (entry === undefined) throw new Error("the build has no entry");
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined || seen.has(chunk.file)) return;
    seen.add(chunk.file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  visit(entry);
  return { dir, initial: [...seen] };
}
