import { parseArgs } from "node:util";
import { startLanguageModel } from "./index.ts";

/** Serves the model by itself: `node range/models/language-model/main.ts --port 8431 --no-logprobs`. */
const { values } = parseArgs({
  options: { port: { type: "string", default: "8431" }, "no-logprobs": { type: "boolean", default: false } },
});
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  process.stderr.write("usage: main.ts [--port 0-65535] [--no-logprobs]\n");
  process.exit(2);
}
const server = await startLanguageModel({ port, logProbabilities: !values["no-logprobs"] });
process.stdout.write(`Language model with secrets planted in it: ${server.url}/v1\n`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.close());
