/** DSSE's pre-authentication encoding (secure-systems-lab/dsse, protocol.md): type and payload with their lengths. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const type = Buffer.from(payloadType);
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ]);
}

/**
 * What model_signing 0.2 signed by mistake: `DSSEV1`, and Python's way to print bytes in place of the bytes.
 * Two payloads never print alike, so nothing is lost by accepting it where the proper encoding fails.
 */
export function earlyPreAuthEncoding(payloadType: string, payload: Uint8Array): Buffer {
  return Buffer.from(
    `DSSEV1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} ${pythonBytes(payload)}`,
  );
}

/** As Python's `repr` of bytes. */
export function pythonBytes(bytes: Uint8Array): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'";
  const parts: string[] = [];
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (char === "\\" || char === quote) parts.push(`\\${char}`);
    else if (byte === 9) parts.push("\\t");
    else if (byte === 10) parts.push("\\n");
    else if (byte === 13) parts.push("\\r");
    else if (byte < 0x20 || byte > 0x7e) parts.push(`\\x${byte.toString(16).padStart(2, "0")}`);
    else parts.push(char);
  }
  return `b${quote}${parts.join("")}${quote}`;
}
