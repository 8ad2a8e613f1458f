import { pickle } from "../../../../formats/pickle/testing/assemble.ts";

/** An inert file that does harm to a loader that trusts it, or would if what it names were there. */
export interface MaliciousFile {
  /** The format it comes in, or the way round scanners that it takes. */
  readonly family: string;
  readonly name: string;
  /** How such a file is called; some loaders go by the name. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Files beside it, by name. */
  readonly beside?: Readonly<Record<string, Uint8Array>>;
}

export const text = (content: string): Uint8Array => Buffer.from(content);
export const json = (content: unknown): Uint8Array => Buffer.from(JSON.stringify(content));

/** Names `os.system` and calls it with an argument that does nothing. Never loaded. */
export const harmful: Uint8Array = pickle()
  .proto(4)
  .stackGlobal("os", "system")
  .string("echo inert")
  .tuple1()
  .reduce()
  .stop();
export const harmless: Uint8Array = pickle().proto(2).emptyDict().stop();

/** Files of one family, from their names and contents. */
export function family(
  of: string,
  file: string,
  cases: Readonly<Record<string, Uint8Array | string>>,
): MaliciousFile[] {
  return Object.entries(cases).map(([name, bytes]) => ({
    family: of,
    name,
    file,
    bytes: typeof bytes === "string" ? text(bytes) : bytes,
  }));
}
