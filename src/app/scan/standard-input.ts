import { memorySource } from "../../formats/index.ts";
import type { ListedAddresses } from "./addresses.ts";
import type { FileToScan } from "./walk.ts";

/** What comes on standard input is called so in the report. */
export const standardInput = "stdin";

/** One file more, which has no name, no place and no siblings. It is examined by its bytes alone. */
export function withInput(listed: ListedAddresses, bytes: Uint8Array | undefined): ListedAddresses {
  if (bytes === undefined) return listed;
  const remote = {
    file: {
      path: standardInput,
      bytes: bytes.length,
      open: () => Promise.resolve(memorySource(bytes)),
    },
    beside: new Map<string, FileToScan>(),
    // It is here whole: its digest costs nothing to fetch.
    digests: true,
  } as const;
  // Nothing on the disk and no address is called like this.
  const file = { path: standardInput, file: "\0stdin", root: "\0stdin", bytes: bytes.length, remote };
  return { ...listed, shown: [...listed.shown, standardInput], files: [...listed.files, file] };
}
