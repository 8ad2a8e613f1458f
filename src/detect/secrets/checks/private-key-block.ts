/**
 * Whether the body of a PEM block is a key: DER begins with a SEQUENCE (0x30), OpenSSH's own form with its
 * magic. Encrypted legacy blocks and OpenPGP packets show nothing of the kind: undefined. A block that was cut
 * off is one all the same. Source: RFC 7468; PROTOCOL.key of OpenSSH.
 */
export function isPrivateKeyBlock(block: string): boolean | undefined {
  if (/ENCRYPTED|PGP/u.test(block.slice(0, 400))) return undefined;
  const from = block.indexOf("-----", 11) + 5;
  const body = block
    .slice(from, from + 200)
    .replaceAll(/\\[nrt]/gu, "")
    .replaceAll(/[^A-Za-z0-9+/]/gu, "");
  const bytes = Buffer.from(body.slice(0, 64), "base64");
  if (bytes.subarray(0, 14).toString("latin1") === "openssh-key-v1") return true;
  return bytes[0] === 0x30 ? true : undefined;
}
