import { isIP } from "node:net";

/** The network an address belongs to: the first 24 bits of IPv4, the first 48 of IPv6; what is neither stands for itself. */
export function networkOf(address: string): string {
  const plain = address
    .toLowerCase()
    .replace(/^::ffff:(?=\d)/u, "")
    .slice(0, 64);
  const kind = isIP(plain);
  if (kind === 4) return plain.split(".").slice(0, 3).join(".");
  if (kind !== 6) return plain;
  const [head = "", tail] = plain.split("%")[0]?.split("::") ?? [];
  const groups = head === "" ? [] : head.split(":");
  const rest = tail === undefined || tail === "" ? [] : tail.split(":");
  const left = tail === undefined ? 0 : 8 - groups.length - rest.length;
  const zeros = Array.from({ length: Math.max(0, left) }, () => "0");
  return [...groups, ...zeros, ...rest]
    .slice(0, 3)
    .map((group) => group.replace(/^0+(?=.)/u, ""))
    .join(":");
}
