import { parseArgs } from "node:util";
import { startPredictServer } from "./index.ts";

/** Serves the models by themselves: `node range/models/predict-server/main.ts --port 8432`. */
const { values } = parseArgs({ options: { port: { type: "string", default: "8432" } } });
const server = await startPredictServer({ port: Number(values.port) });
process.stdout.write(`Predict server on ${server.url} (deliberately weak models; Ctrl-C stops it)\n`);
process.once("SIGINT", () => void server.close());
process.once("SIGTERM", () => void server.close());
