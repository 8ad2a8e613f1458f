/** The practice server in a process of its own; tells its address to whoever started it. */
import { startPredictServer } from "../../range/models/predict-server/index.ts";

const server = await startPredictServer();
process.send?.(server.url);
