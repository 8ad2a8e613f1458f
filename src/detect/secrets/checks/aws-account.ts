const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * An access key id carries the number of its account in bits 1 to 40 behind the prefix, in base 32; account
 * numbers have twelve digits. Ids that go on with `I` or `J` are older and carry none. It is no checksum: nine
 * of ten random ids pass, so passing proves nothing.
 */
export function namesPossibleAccount(keyId: string): false | undefined {
  const body = keyId.slice(4);
  if (body.startsWith("I") || body.startsWith("J")) return undefined;
  let bits = 0n;
  for (const letter of body.slice(0, 9)) bits = (bits << 5n) | BigInt(Math.max(0, alphabet.indexOf(letter)));
  // 45 bits read: the first is not part of the number, then 40, then 4 of what follows.
  const account = (bits >> 4n) & 0xffffffffffn;
  return account < 1_000_000_000_000n ? undefined : false;
}
