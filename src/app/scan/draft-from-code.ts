import { basename, resolve } from "node:path";
import { draftAnswersOf } from "../../assess/code/graph/index.ts";
import type { ScanReport } from "../../contracts/index.ts";
import { scanErrors } from "./errors.ts";

/**
 * A draft manifest of the system whose code was scanned: its model, whether it has tools and what they do, whether it
 * answers from documents, as the graph of agents shows them. The rest is marked `CHECK`.
 *
 * @throws SCAN_NO_CODE where the code shows nothing of a system
 */
export async function draftFromCode({ code, system, paths }: ScanReport, cwd: string): Promise<string> {
  if (code === undefined || code.graph.nodes.length === 0)
    throw scanErrors.noCode("No agent, tool, model or data was seen in the code that was reviewed.");
  const { draftManifest, idFromName } = await import("../../system/index.ts");
  const name = system?.name ?? (basename(resolve(cwd, paths[0] ?? ".")) || "system");
  return draftManifest(draftAnswersOf(code.graph, { id: idFromName(name), name }));
}
