import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../version.ts";

/** A folder of its own with the example's manifest, pointed at a practice bot. Removed when disposed. */
export interface PracticeFolder extends AsyncDisposable {
  readonly folder: string;
  readonly systemFile: string;
}

export async function practiceFolder(
  botUrl: string,
  level: number,
  edit: (text: string) => string = (text) => text,
): Promise<PracticeFolder> {
  const folder = await mkdtemp(join(tmpdir(), "bartizan-practice-"));
  const example = await readFile(join(packageRoot(), "examples/fintech-chatbot/system.yaml"), "utf8");
  const pointed = example
    .replace("http://127.0.0.1:8421/v1", `${botUrl}/v1`)
    .replace("model: mira-l2", `model: mira-l${level}`);
  const systemFile = join(folder, "system.yaml");
  await writeFile(systemFile, edit(pointed));
  return {
    folder,
    systemFile,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Keeps only the gates of these checks, so that a test runs no more than it needs. */
export function onlyGates(...checks: readonly string[]): (text: string) => string {
  return (text) =>
    text
      .split("\n")
      .filter(
        (line) => !line.includes("{check: ") || checks.some((check) => line.includes(`{check: ${check},`)),
      )
      .join("\n");
}
