import { existsSync } from "node:fs";
import { readCheckpoints } from "../ledger/checkpoints.ts";
import { emptyRoot } from "../merkle/tree.ts";
import type { SignedCheckpoint } from "../signing/checkpoint.ts";
import { checkpointIsSignedBy } from "../signing/checkpoint.ts";
import { keyFingerprint } from "../signing/key.ts";
import { bundleFiles } from "./files.ts";
import { readHeader } from "./header.ts";
import { isHeld } from "./lock.ts";

/** Whether a folder holds a bundle. */
export const bundleExists = async (dir: string): Promise<boolean> => existsSync(bundleFiles(dir).header);

/** Whether a living process is writing to the bundle. */
export const isLocked = (dir: string): Promise<boolean> => isHeld(dir);

/** The newest checkpoint of a bundle that its key signed; undefined before the first. */
export async function newestCheckpoint(dir: string): Promise<SignedCheckpoint | undefined> {
  const { publicKey } = await readHeader(dir);
  let newest: SignedCheckpoint | undefined;
  for await (const line of readCheckpoints(bundleFiles(dir).checkpoints))
    if (line.kind === "checkpoint") newest = line.checkpoint;
  return newest !== undefined && checkpointIsSignedBy(newest, publicKey) ? newest : undefined;
}

/** What a bundle's newest checkpoint says. Cheap: the ledger is not read, so nothing is verified. */
export async function bundleStanding(
  dir: string,
): Promise<{ readonly entries: number; readonly root: string; readonly keyFingerprint: string }> {
  const { publicKey } = await readHeader(dir);
  const newest = await newestCheckpoint(dir);
  return {
    entries: newest?.size ?? 0,
    root: (newest?.root ?? emptyRoot).toString("hex"),
    keyFingerprint: keyFingerprint(publicKey),
  };
}
