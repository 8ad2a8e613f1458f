export interface WrittenTarEntry {
  readonly name: string;
  readonly data?: Uint8Array | string;
  readonly type?: string;
  readonly target?: string;
  /** As the header says it. */
  readonly size?: number;
}

/** Writes a tar archive for tests, ended by two blocks of zeros. */
export function writeTar(entries: readonly WrittenTarEntry[], end: Uint8Array = Buffer.alloc(1024)): Buffer {
  const parts: Uint8Array[] = [];
  for (const { name, data = "", type = "0", target = "", size } of entries) {
    const bytes = Buffer.from(data);
    const head = Buffer.alloc(512);
    head.write(name, 0, 100, "utf8");
    head.write("0000644\0", 100);
    head.write("0000000\0", 108);
    head.write("0000000\0", 116);
    head.write(`${(size ?? bytes.length).toString(8).padStart(11, "0")}\0`, 124);
    head.write("00000000000\0", 136);
    head.write("        ", 148);
    head.write(type, 156);
    head.write(target, 157, 100, "utf8");
    head.write("ustar\x0000", 257);
    const sum = head.reduce((total, byte) => total + byte, 0);
    head.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    parts.push(head, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512));
  }
  return Buffer.concat([...parts, end]);
}

/** The data of a pax header. */
export function paxOf(records: Readonly<Record<string, string>>): string {
  return Object.entries(records)
    .map(([key, value]) => {
      const rest = Buffer.byteLength(` ${key}=${value}\n`);
      let length = rest + String(rest).length;
      if (String(length).length + rest > length) length += 1;
      return `${length} ${key}=${value}\n`;
    })
    .join("");
}
