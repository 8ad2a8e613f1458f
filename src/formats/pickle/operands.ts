/** The longest instruction without content. */
export const longestHead = 9;

/** How many bytes of operand an instruction has, without its content. */
export function headBytes(code: number): number {
  switch (code) {
    case 0x47:
    case 0x8d:
    case 0x8e:
    case 0x95:
    case 0x96:
      return 8;
    case 0x42:
    case 0x4a:
    case 0x54:
    case 0x58:
    case 0x6a:
    case 0x72:
    case 0x84:
    case 0x8b:
      return 4;
    case 0x4d:
    case 0x83:
      return 2;
    case 0x43:
    case 0x4b:
    case 0x55:
    case 0x68:
    case 0x71:
    case 0x80:
    case 0x82:
    case 0x8a:
    case 0x8c:
      return 1;
    default:
      return 0;
  }
}

export function u32(bytes: Uint8Array, at: number): number {
  return i32(bytes, at) >>> 0;
}

export function i32(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  );
}

/** Where the line ends: at its newline; -1 where the window ends before. */
export function lineEnd(window: Uint8Array, from: number): number {
  const near = Math.min(window.length, from + 24);
  for (let i = from; i < near; i++) if (window[i] === 10) return i;
  return near === window.length ? -1 : window.indexOf(10, near);
}
