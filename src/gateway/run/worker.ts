/** A worker process of the gateway: `run-gateway.ts` starts it, with its settings as one JSON argument. */
import { z } from "zod";
import { serveAsWorker } from "../cluster/index.ts";
import { startGateway } from "../serve/index.ts";
import { shareMetrics } from "../telemetry/index.ts";
import { openPorts } from "./open-ports.ts";
import { readGatewayOf } from "./read-policy.ts";
import { eventTeller } from "./tell-event.ts";

const settings = z
  .strictObject({
    file: z.string(),
    cwd: z.string(),
    port: z.int(),
    requireSignature: z.string().optional(),
  })
  .parse(JSON.parse(process.argv[2] ?? "{}"));

await serveAsWorker(
  async () => {
    const { file, cwd, port, requireSignature } = settings;
    const { config: written } = await readGatewayOf(file);
    const config = { ...written, listen: { ...written.listen, port } };
    const opened = await openPorts({
      file,
      config,
      cwd,
      env: process.env,
      observe: eventTeller((sentence) => process.stderr.write(`${sentence}\n`)),
      ...(requireSignature === undefined ? {} : { requireSignature }),
    });
    shareMetrics(opened.metrics);
    process.on("SIGHUP", () => void opened.reload());
    const gateway = await startGateway(config, opened.ports);
    return {
      ...gateway,
      close: async () => {
        await gateway.close();
        await opened.close();
      },
    };
  },
  (error) => process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`),
);
