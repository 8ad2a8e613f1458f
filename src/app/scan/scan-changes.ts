import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { scanErrors } from "./errors.ts";
import { gitChanges, type Changes } from "./git-changes.ts";

/** What has changed in the git repository of the first path. */
export async function changesOf(
  { cwd, diff = "" }: { readonly cwd: string; readonly diff?: string },
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Changes> {
  const [first = "."] = paths;
  const at = resolve(cwd, first);
  return gitChanges(statSync(at).isDirectory() ? at : dirname(at), diff, signal);
}

/** @throws SCAN_NO_HISTORY */
export function refuseDiff(addresses: readonly string[], input: Uint8Array | undefined): void {
  const [address] = addresses;
  if (address === undefined && input === undefined) return;
  const what = address === undefined ? "Standard input" : `What lies at ${kindOf(address)}`;
  throw scanErrors.noHistory(`${what} has no git history to compare with.`);
}

/** Never the whole of it: secrets may stand in it. */
const kindOf = (address: string): string =>
  `an address such as ${address.slice(0, address.indexOf("://"))}://…`;
