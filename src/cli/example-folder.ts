import { existsSync } from "node:fs";
import { join } from "node:path";

/** The examples of the repository, or those that were published with the code. */
export function exampleFolder(packageRoot: string): string {
  const own = join(packageRoot, "examples");
  return existsSync(own) ? own : join(packageRoot, "dist/examples");
}
