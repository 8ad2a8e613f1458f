import type { ArtifactReport, Clock } from "../../contracts/index.ts";
import { visibleText } from "../../formats/index.ts";
import { isAddress } from "../../targets/addresses/index.ts";
import type { LocationDeps, LocationSettings, RemoteListing } from "../../targets/index.ts";
import type { FileToScan, Walked } from "./walk.ts";

/** How the addresses of a scan are reached. */
export interface AddressSettings extends LocationSettings {
  /** Of the process: names of secrets, and the proxy where one is asked for. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For tests and for those who embed it. */
  readonly deps?: Partial<Pick<LocationDeps, "ca" | "limits" | "network">>;
}

export interface ListedAddresses {
  /** As they are shown, in the order they were given. */
  readonly shown: readonly string[];
  readonly files: readonly FileToScan[];
  readonly notes: readonly string[];
  /** Bytes that came, from all of them. */
  fetched(): number;
  dispose(): Promise<void>;
}

/** Lists what lies at each address. @throws LOCATION_*, SYSTEM_SECRET_* */
export async function listAddresses(
  addresses: readonly string[],
  settings: AddressSettings,
  about: { readonly cwd: string; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<ListedAddresses> {
  const { env, deps, ...how } = settings;
  const listings: RemoteListing[] = [];
  const dispose = async (): Promise<void> => {
    await Promise.all(listings.map((listing) => listing.dispose()));
  };
  try {
    if (addresses.length > 0) {
      // Only here: files on the disk need nothing of this.
      const { secretReader } = await import("../../system/index.ts");
      const { openLocation } = await import("../../targets/index.ts");
      const secrets = secretReader({ env, directory: about.cwd });
      const reached = { ...deps, env, clock: about.clock, signal: about.signal, secrets };
      for (const address of addresses) listings.push(await openLocation(address, how, reached));
    }
  } catch (cause) {
    await dispose();
    throw cause;
  }
  return {
    shown: listings.map(({ address }) => visibleText(address)),
    files: listings.flatMap((listing) => filesOf(listing)),
    notes: listings.flatMap(({ notes }) => notes),
    fetched: () => listings.reduce((sum, listing) => sum + listing.fetched(), 0),
    dispose,
  };
}

export const addressesAmong = (paths: readonly string[]): readonly string[] => paths.filter(isAddress);

/** @param called how a path is shown */
export function filesOf(
  { address, single, files }: RemoteListing,
  called: (path: string) => string = (path) => path,
  digests?: true,
): readonly FileToScan[] {
  const beside = new Map<string, FileToScan>();
  for (const file of files) {
    // Unique, so that it can be told from every other file; nothing on the disk is called so.
    const path = called(single ? address : `${address}/${file.path}`);
    beside.set(file.path, {
      path: visibleText(path),
      file: path,
      root: address,
      bytes: file.bytes ?? 0,
      remote: { file, beside, ...(digests === undefined ? {} : { digests }) },
    });
  }
  return [...beside.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What lies on the disk and what lies elsewhere. */
export const together = (walked: Walked, { files }: ListedAddresses): Walked =>
  files.length === 0 ? walked : { ...walked, files: [...walked.files, ...files] };

/** What a reader should know about what was fetched, and what was only claimed. */
export function fetchedNote(listed: ListedAddresses, artifacts: readonly ArtifactReport[]): string {
  const claimed = artifacts.filter(({ facts }) => facts["sha256 claimed"] !== undefined).length;
  return [
    `${listed.fetched()} bytes were fetched.`,
    ...(claimed === 0
      ? []
      : [
          `The digests of ${claimed} files are claims of their location; \`--digests\` fetches all to check.`,
        ]),
  ].join(" ");
}

/** Those of the command line and those of the manifest. */
export const bothListed = (named: ListedAddresses, own: ListedAddresses): ListedAddresses => ({
  shown: [...named.shown, ...own.shown],
  files: [...named.files, ...own.files],
  notes: [...named.notes, ...own.notes],
  fetched: () => named.fetched() + own.fetched(),
  dispose: () => own.dispose(),
});
