/** The little of DER (X.690) that certificates need: walking tags and lengths, never further than the bytes. */
export interface DerValue {
  readonly tag: number;
  readonly bytes: Uint8Array;
}

/** The values one after the other, or undefined where lengths do not fit. Indefinite lengths are no DER. */
export function derValues(bytes: Uint8Array): readonly DerValue[] | undefined {
  const values: DerValue[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at] ?? 0;
    let length = bytes[at + 1];
    at += 2;
    if (length === undefined || length === 0x80) return undefined;
    if (length > 0x80) {
      const count = length - 0x80;
      if (count > 4 || at + count > bytes.length) return undefined;
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + (bytes[at + i] ?? 0);
      at += count;
    }
    if (at + length > bytes.length) return undefined;
    values.push({ tag, bytes: bytes.subarray(at, at + length) });
    at += length;
  }
  return values;
}

/** What a certificate's extensions say about its use. */
export interface CertificateUse {
  /** Bits of KeyUsage, or undefined where it is absent. */
  readonly digitalSignature: boolean | undefined;
  readonly certSign: boolean | undefined;
  readonly codeSigning: boolean;
  /** How many authorities may follow below it. */
  readonly pathLength: number | undefined;
}

const keyUsage = Buffer.from("551d0f", "hex");
const extendedKeyUsage = Buffer.from("551d25", "hex");
const basicConstraints = Buffer.from("551d13", "hex");
const codeSigning = Buffer.from("2b06010505070303", "hex");

/** RFC 5280, 4.2.1. */
export function certificateUse(der: Uint8Array): CertificateUse {
  const use = {
    digitalSignature: undefined as boolean | undefined,
    certSign: undefined as boolean | undefined,
    codeSigning: false,
    pathLength: undefined as number | undefined,
  };
  for (const { oid, value } of extensionsOf(der)) {
    if (keyUsage.equals(oid)) {
      const bits = derValues(value)?.[0]?.bytes[1] ?? 0;
      use.digitalSignature = (bits & 0x80) !== 0;
      use.certSign = (bits & 0x04) !== 0;
    } else if (extendedKeyUsage.equals(oid)) {
      const list = derValues(derValues(value)?.[0]?.bytes ?? new Uint8Array()) ?? [];
      use.codeSigning = list.some(({ bytes }) => codeSigning.equals(bytes));
    } else if (basicConstraints.equals(oid)) {
      const list = derValues(derValues(value)?.[0]?.bytes ?? new Uint8Array()) ?? [];
      const length = list.find(({ tag }) => tag === 0x02)?.bytes;
      if (length !== undefined) use.pathLength = length.reduce((sum, byte) => sum * 256 + byte, 0);
    }
  }
  return use;
}

function extensionsOf(der: Uint8Array): { oid: Uint8Array; value: Uint8Array }[] {
  const inside = (value: DerValue | undefined): readonly DerValue[] =>
    value === undefined ? [] : (derValues(value.bytes) ?? []);
  const certificate = inside(derValues(der)?.[0]);
  const extensions = inside(certificate[0]).find(({ tag }) => tag === 0xa3);
  return inside(inside(extensions)[0]).flatMap((extension) => {
    const parts = inside(extension);
    const [oid, value] = [parts.find(({ tag }) => tag === 0x06), parts.find(({ tag }) => tag === 0x04)];
    return oid === undefined || value === undefined ? [] : [{ oid: oid.bytes, value: value.bytes }];
  });
}
