import { BartizanError } from "../../errors/index.ts";
import type { Clock } from "../../contracts/index.ts";
import { createBundle } from "../bundle/create.ts";
import { openBundle } from "../bundle/open.ts";
import { readBundle } from "../bundle/read.ts";
import { bundleExists } from "../bundle/standing.ts";
import type { BundleWriter } from "../bundle/writer.ts";
import type { Entry } from "../ledger/entry.ts";
import type { SigningKey } from "../signing/key.ts";

export interface WorkspaceLedgerOptions {
  /** The ledger's own folder, `.bartizan/workspace`. */
  readonly dir: string;
  readonly clock: Clock;
  readonly key: SigningKey;
  readonly tool: { readonly name: string; readonly version: string };
  /** How long to wait for another process that is writing, in milliseconds; 10 s unless told. */
  readonly waitMs?: number;
}

/** The ledger of what happens outside runs. It is never closed; releasing it signs a checkpoint. */
export type WorkspaceLedger = Omit<BundleWriter, "close">;

const pollMs = 25;

/**
 * Opens the workspace ledger for writing, making it when it is not there yet. Acts outside runs are few
 * and small, so there is no spool: a process takes the lock, appends, releases, and others wait for that.
 * Hold it no longer than that.
 *
 * @throws EVIDENCE_IN_USE when another process holds it for longer than `waitMs`, and what opening throws
 * @example
 * const ledger = await openWorkspaceLedger({ dir, clock, key, tool });
 * try { await ledger.append("triage.set", { finding, by }); } finally { await ledger.release(); }
 */
export async function openWorkspaceLedger(options: WorkspaceLedgerOptions): Promise<WorkspaceLedger> {
  const { clock, waitMs = 10_000 } = options;
  const patience = clock.now() + waitMs;
  for (;;) {
    try {
      return await openOrCreate(options);
    } catch (error) {
      const passing = error instanceof BartizanError && passingCodes.has(error.code);
      if (!passing || clock.now() >= patience) throw error;
      await clock.sleep(pollMs);
    }
  }
}

/** Another process is writing, or has made the ledger between our looking and our making it. */
const passingCodes = new Set(["EVIDENCE_IN_USE", "EVIDENCE_EXISTS"]);

async function openOrCreate(options: WorkspaceLedgerOptions): Promise<WorkspaceLedger> {
  const { dir, clock, key, tool } = options;
  if (await bundleExists(dir)) return (await openBundle({ dir, clock, key })).bundle;
  const id = `workspace-${key.fingerprint.slice(0, 16)}`;
  return await createBundle({ dir, clock, key, header: { kind: "workspace", id, tool } });
}

/** The entries of a workspace ledger in order; none where there is no ledger yet. @throws as `readBundle` */
export async function* readWorkspaceEntries(dir: string): AsyncGenerator<Entry> {
  if (await bundleExists(dir)) yield* readBundle(dir);
}
