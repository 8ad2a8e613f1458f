/** A worker for the tests of the cluster: a gateway with a scripted guard in front of the URL it is given. */
import { serveAsWorker } from "../cluster/index.ts";
import { gatewayConfigSchema } from "../config/index.ts";
import { startGateway } from "../serve/index.ts";
import { scriptedGuard } from "./scripted-guard.ts";
import { testPorts } from "./test-ports.ts";

const [url = "", port = "0"] = process.argv.slice(2);
if (url === "fail") process.exit(1);
await serveAsWorker(() =>
  startGateway(
    gatewayConfigSchema.parse({
      listen: { port: Number(port) },
      upstreams: [{ id: "one", kind: "openai", url: `${url}/v1` }],
      drainSeconds: 20,
    }),
    testPorts(scriptedGuard(), { newId: () => `pid-${process.pid}` }),
  ),
);
