/** Empties `dist` before a build, so that nothing is shipped whose source is gone. */
import { rmSync } from "node:fs";
import { join } from "node:path";

rmSync(join(import.meta.dirname, "..", "dist"), { recursive: true, force: true });
