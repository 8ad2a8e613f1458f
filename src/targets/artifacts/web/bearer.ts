import { isIP } from "node:net";
import { locationErrors } from "../errors.ts";
import type { LocationDeps, LocationSettings } from "../location.ts";
import { refuseOtherHosts } from "./allowed-hosts.ts";
import { machineNetwork } from "./network.ts";
import type { Authorise } from "./web-client.ts";

/** The secret that the user named, where one was named and may be sent there. */
export async function secretFor(
  home: URL,
  { token, hosts }: LocationSettings,
  deps: LocationDeps,
): Promise<string | undefined> {
  if (token === undefined) return undefined;
  refuseOtherHosts(home, hosts);
  await refuseOpenWire(home, deps);
  return deps.secrets(token);
}

/** `Authorization: Bearer …`, for the origin of `home` only. */
export async function bearer(
  home: URL,
  settings: LocationSettings,
  deps: LocationDeps,
): Promise<Authorise | undefined> {
  const secret = await secretFor(home, settings, deps);
  if (secret === undefined) return undefined;
  return (_, headers) => ({ ...headers, authorization: `Bearer ${secret}` });
}

/** `user:password` or a token, as it stands in a header. */
export const bearerOrBasic = (secret: string): string =>
  secret.includes(":") ? `Basic ${Buffer.from(secret).toString("base64")}` : `Bearer ${secret}`;

/** Without encryption a secret is sent inside of one's own network at most. */
async function refuseOpenWire(home: URL, deps: LocationDeps): Promise<void> {
  if (home.protocol === "https:") return;
  const network = { ...machineNetwork, ...deps.network };
  const name = home.hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(name) === 0 ? await network.resolve(name).catch(() => []) : [name];
  if (addresses.length === 0 || addresses.some((address) => network.reachOf(address) === "public"))
    throw locationErrors.refused(`${home.origin} is not encrypted: no secret is sent there.`, {
      at: home.origin,
    });
}
