import { z } from "zod";
import type { Triage } from "../../contracts/index.ts";
import { readWorkspaceEntries } from "../../evidence/index.ts";
import type { Store } from "../../store/index.ts";
import type { LoadedSystem } from "../../system/index.ts";
import { adoptedFacts, importedFacts } from "../coverage/ledger-facts.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { indexRun } from "./index-run.ts";

export interface Rebuilt {
  readonly systems: number;
  readonly runs: number;
  /** Runs whose bundle could not be read, with the reason. */
  readonly skipped: readonly { readonly run: string; readonly why: string }[];
}

/** Makes the index anew from the ledgers, which hold everything it knows. Accounts are not touched. */
export async function rebuildIndex(
  workspace: Workspace,
  store: Store,
  onRun?: (run: string) => void,
): Promise<Rebuilt> {
  await store.clearIndex();
  const systems = await workspace.systems();
  for (const loaded of systems) await indexSystem(store, loaded, workspace.clock.now());
  const skipped: { run: string; why: string }[] = [];
  let runs = 0;
  for (const id of await workspace.runIds()) {
    try {
      await indexRun(store, await workspace.read(id));
      runs += 1;
    } catch (error) {
      skipped.push({ run: id, why: error instanceof Error ? error.message : String(error) });
    }
    onRun?.(id);
  }
  await indexWorkspaceLedger(workspace, store, systems);
  return { systems: systems.length, runs, skipped };
}

export async function indexSystem(store: Store, loaded: LoadedSystem, now: number): Promise<void> {
  const { system } = loaded.manifest;
  await store.recordSystem({
    id: system.id,
    name: system.name,
    digest: loaded.digest,
    file: loaded.file,
    manifest: loaded.manifest,
    at: new Date(now).toISOString(),
  });
}

const triageBody = z.object({
  finding: z.string(),
  by: z.string(),
  triage: z.looseObject({ state: z.enum(["open", "accepted", "false-positive", "fixed"]) }),
});
const importBody = z.looseObject({
  system: z.string(),
  tool: z.string(),
  file: z.string(),
  digest: z.string(),
});

async function indexWorkspaceLedger(
  workspace: Workspace,
  store: Store,
  systems: readonly LoadedSystem[],
): Promise<void> {
  for await (const entry of readWorkspaceEntries(workspace.paths.ledger)) {
    const triage = entry.type === "triage.set" ? triageBody.safeParse(entry.body) : undefined;
    if (triage?.success === true) {
      // Safe: the state is checked; the other members are text that is only shown.
      await store.recordTriage({
        ...triage.data,
        triage: triage.data.triage as unknown as Triage,
        at: entry.at,
      });
    }
    const imported = entry.type === "evidence.imported" ? importBody.safeParse(entry.body) : undefined;
    if (imported?.success === true) {
      const { system, tool, file, digest } = imported.data;
      await store.recordImport({
        id: entry.digest,
        system,
        tool,
        file,
        digest,
        at: entry.at,
        body: entry.body,
      });
    }
  }
  for (const { manifest } of systems) {
    const { id } = manifest.system;
    const { ledger } = workspace.paths;
    await store.recordFacts(id, [...(await importedFacts(ledger, id)), ...(await adoptedFacts(ledger, id))]);
  }
}
