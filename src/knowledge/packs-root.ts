import { join } from "node:path";

/**
 * Where the packs that ship with the program lie: `packs/` of the repository when the sources run,
 * `dist/packs` when the built program runs. Both stand two folders above this module.
 */
export function packsRoot(): string {
  return join(import.meta.dirname, "..", "..", "packs");
}
