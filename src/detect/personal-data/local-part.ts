import { classOf, foreign, isWordClass } from "./letters.ts";

/** May stand in the local part of an e-mail address, of what is written without quotes in practice. */
export function isLocal(code: number): boolean {
  const kind = classOf(code);
  if (kind === foreign) return code < 0x250;
  if (isWordClass(kind)) return true;
  return code === 0x2e || code === 0x2d || code === 0x2b || code === 0x25 || code === 0x27;
}
