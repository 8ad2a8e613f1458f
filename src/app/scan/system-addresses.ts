import { dirname, resolve } from "node:path";
import type { Clock } from "../../contracts/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import { assertMayFetch, secretReader, type LoadedSystem } from "../../system/index.ts";
import { isAddress, openLocation, type LocationSettings, type RemoteListing } from "../../targets/index.ts";
import { filesOf, type AddressSettings, type ListedAddresses } from "./addresses.ts";
import type { PartToScan } from "./system-parts.ts";
import type { FileToScan, Obstacle } from "./walk.ts";

/** The artifacts of a manifest that lie at addresses, and what their addresses led to. */
export interface SystemAddresses extends ListedAddresses {
  readonly parts: readonly PartToScan[];
  /** Addresses that gave no answer. */
  readonly obstacles: readonly Obstacle[];
}

type Artifact = LoadedSystem["manifest"]["artifacts"][number];

/**
 * Lists what the artifacts of a manifest lead to that lie at addresses. Each is reached with what the manifest says
 * of it and with nothing from the command line but the proxy: a token of the person who scans never goes to an
 * address that somebody else wrote down. Only hosts that the rules of engagement allow are asked. An
 * address that gives no answer is an obstacle, and the rest is scanned.
 *
 * @throws SYSTEM_HOST_NOT_ALLOWED and what else the rules of engagement refuse, SYSTEM_SECRET_*, LOCATION_BAD_ADDRESS
 */
export async function listSystemAddresses(
  loaded: LoadedSystem,
  settings: AddressSettings,
  about: {
    readonly cwd: string;
    readonly clock: Clock;
    readonly signal: AbortSignal;
    /** What was listed already. */
    readonly named: readonly FileToScan[];
  },
): Promise<SystemAddresses> {
  const hosts = assertMayFetch(loaded, about.clock.now());
  const listings: RemoteListing[] = [];
  const dispose = async (): Promise<void> => {
    await Promise.all(listings.map((listing) => listing.dispose()));
  };
  const files: FileToScan[] = [];
  const parts: PartToScan[] = [];
  const obstacles: Obstacle[] = [];
  const taken = new Set(about.named.map(({ file }) => file));
  const secrets = secretReader({ env: settings.env, directory: dirname(resolve(about.cwd, loaded.file)) });
  try {
    for (const artifact of loaded.manifest.artifacts) {
      if (!isAddress(artifact.path)) continue;
      about.signal.throwIfAborted();
      try {
        const listing = await openLocation(artifact.path, reach(artifact, settings, hosts ?? []), {
          ...settings.deps,
          env: settings.env,
          clock: about.clock,
          signal: about.signal,
          secrets,
        });
        listings.push(listing);
        const own = filesOf(
          listing,
          // Two of them may show the same path and mean different places: neither hides the other.
          (path) => (taken.has(path) ? `${path} (${artifact.id})` : path),
          artifact.sha256 === undefined ? undefined : true,
        );
        for (const { file } of own) taken.add(file);
        files.push(...own);
        parts.push(partOf(artifact, visibleText(listing.address), own));
      } catch (cause) {
        about.signal.throwIfAborted();
        if (!(cause instanceof BartizanError) || cause.exit !== 3) throw cause;
        const path = shownAddress(artifact.path);
        obstacles.push({ rule: "unreadable", path, why: visibleText(cause.message).slice(0, 500) });
        parts.push({ ...partOf(artifact, path, []), files: new Set([path]) });
      }
    }
  } catch (cause) {
    await dispose();
    throw cause;
  }
  return {
    shown: listings.map(({ address }) => visibleText(address)),
    files,
    notes: listings.flatMap(({ notes }) => notes),
    fetched: () => listings.reduce((sum, listing) => sum + listing.fetched(), 0),
    dispose,
    parts,
    obstacles,
  };
}

function reach(
  { access = {} }: Artifact,
  { proxy }: AddressSettings,
  hosts: readonly string[],
): LocationSettings {
  const { token, endpoint, region, storage = {} } = access;
  return {
    hosts,
    ...(proxy === undefined ? {} : { proxy }),
    ...(token === undefined ? {} : { token }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    storage: {
      ...(storage.token === undefined ? {} : { token: storage.token }),
      ...(storage.endpoint === undefined ? {} : { endpoint: storage.endpoint }),
    },
  };
}

function partOf(
  { id, component, sha256 }: Artifact,
  address: string,
  files: readonly FileToScan[],
): PartToScan {
  const [only] = files;
  return {
    section: "artifacts",
    id,
    path: files.length === 1 && only !== undefined ? only.path : address,
    ...(component === undefined ? {} : { component }),
    ...(sha256 === undefined ? {} : { sha256 }),
    files: new Set(files.map(({ path }) => path)),
  };
}

/** Without query and password, where secrets stand. */
const shownAddress = (address: string): string =>
  visibleText(
    address
      .replace(/[?#].*$/s, "")
      .replace(/^([^/]*\/\/)[^/]*@(?=[^/]*\/)/, (all, start: string) =>
        /^https?:/i.test(all) ? start : all,
      ),
  );
