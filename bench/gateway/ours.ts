/** A real gateway, one worker, with every pure detector: `node ours.ts FOLDER UPSTREAM`. */
import { runGateway } from "../../src/gateway/index.ts";
import { writeBenchPolicy } from "../guard/policy.ts";
import { serving } from "./process.ts";

const [, , folder = "", upstream = ""] = process.argv;
const file = writeBenchPolicy(
  folder,
  `listen: {port: 0}\nupstreams: [{id: stub, kind: openai, url: "${upstream}/v1"}]\n`,
);
const { url } = await runGateway({ file, cwd: folder, env: {}, workers: 1, observe: () => undefined });
serving(url);
