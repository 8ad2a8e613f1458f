import { lookup as lookUp } from "node:dns/promises";
import { BlockList, isIP, isIPv4 } from "node:net";

/** Whom an address belongs to. `link-local` has the metadata service of clouds in it. */
export type Reach = "public" | "private" | "link-local";

/** How names become addresses, and what these are. */
export interface Network {
  resolve(name: string): Promise<readonly string[]>;
  reachOf(address: string): Reach;
}

const privateNets = new BlockList();
const linkLocal = new BlockList();
// IANA's registries of special-purpose addresses (RFC 6890), as far as they are not of the public Internet.
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  privateNets.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["::", 127],
  ["fc00::", 7],
  ["fec0::", 10],
  ["ff00::", 8],
] as const)
  privateNets.addSubnet(net, bits, "ipv6");
linkLocal.addSubnet("169.254.0.0", 16, "ipv4");
linkLocal.addSubnet("fe80::", 10, "ipv6");
// Also the metadata service of clouds.
linkLocal.addAddress("fd00:ec2::254", "ipv6");

/** IPv6 ways of writing an IPv4 address: mapped, NAT64 (RFC 6052), 6to4 (RFC 3056) and Teredo. */
const carriers = new BlockList();
for (const [net, bits] of [
  ["::", 96],
  ["64:ff9b::", 32],
  ["2002::", 16],
  ["2001::", 32],
] as const)
  carriers.addSubnet(net, bits, "ipv6");

/** What does not read as an address is private: nothing is opened by doubt. */
export function reachOf(address: string): Reach {
  const [bare = ""] = address.split("%");
  const family = isIP(bare) === 0 ? undefined : isIPv4(bare) ? "ipv4" : "ipv6";
  if (family === undefined) return "private";
  // `check` also sees through IPv4 addresses that are mapped into IPv6.
  if (linkLocal.check(bare, family)) return "link-local";
  if (privateNets.check(bare, family)) return "private";
  return family === "ipv6" && carriers.check(bare, family) ? "private" : "public";
}

export const machineNetwork: Network = {
  resolve: async (name) => (await lookUp(name, { all: true })).map(({ address }) => address),
  reachOf,
};
