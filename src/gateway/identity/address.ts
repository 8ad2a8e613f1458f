import { BlockList, isIP, isIPv6 } from "node:net";

/** Says which addresses are proxies of ours. */
export type TrustedProxies = (address: string) => boolean;

/** How many proxies may stand in line. */
const MAX_HOPS = 32;

/** @param networks addresses or networks in CIDR form, valid by the schema */
export function trustedProxies(networks: readonly string[]): TrustedProxies {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

/**
 * The network address of the client. `X-Forwarded-For` is read from its end, and only as far as each who
 * wrote an entry is a proxy of ours: everything before that anybody may have written.
 *
 * @param peer whom the connection is with
 */
export function clientAddress(
  peer: string,
  forwardedFor: string | undefined,
  trusted: TrustedProxies,
): string {
  let address = plainAddress(peer) ?? peer;
  if (forwardedFor === undefined) return address;
  const hops = forwardedFor.split(",", 1_000);
  for (let hop = 0; hop < MAX_HOPS && isIP(address) !== 0 && trusted(address); hop += 1) {
    const before = plainAddress((hops.pop() ?? "").trim());
    if (before === undefined) return address;
    address = before;
  }
  return address;
}

/** Without port and brackets; an IPv4 address inside an IPv6 one comes out of it. */
function plainAddress(text: string): string | undefined {
  const bare = text.startsWith("[")
    ? text.slice(1, text.indexOf("]"))
    : text.split(":").length === 2
      ? text.slice(0, text.indexOf(":"))
      : text;
  const address = bare.toLowerCase().startsWith("::ffff:") && bare.includes(".") ? bare.slice(7) : bare;
  return isIP(address) === 0 ? undefined : address;
}
