/** Builds the console into `dist/console`, with the licences of what it bundles. */
import { join } from "node:path";
import { build } from "vite";
import { licencesPlugin } from "./licences/plugin.ts";

const root = join(import.meta.dirname, "..");
await build({
  configFile: join(root, "src/console/vite.config.ts"),
  logLevel: "error",
  plugins: [licencesPlugin(root)],
});
