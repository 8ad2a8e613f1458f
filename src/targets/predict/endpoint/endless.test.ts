import { expect, it } from "vitest";
import { seededRandom } from "../../../stats/index.ts";
import { configOf, realClock, realDeps } from "../../testing/real-parts.ts";
import { connectModel } from "../index.ts";
import { predictServer } from "../testing/predict-server.ts";

const context = { signal: new AbortController().signal, clock: realClock, random: seededRandom("endless") };
const rows = { count: 1, width: 1, data: Float64Array.of(1) };

it.each<readonly [string, object, boolean]>([
  ["TARGETS_TIMEOUT", { timeout_ms: 300 }, false],
  ["TARGETS_TOO_LARGE", { max_response_bytes: 2000 }, true],
])("an endpoint that never comes to an end is %s", async (code, limits, writes) => {
  const chatters: NodeJS.Timeout[] = [];
  await using server = await predictServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"predictions": [');
    if (writes) chatters.push(setInterval(() => response.write("0.5, ".repeat(100)), 2));
    return undefined;
  });
  const target = await connectModel(
    configOf({
      kind: "mlflow",
      id: "model",
      base_url: server.url,
      interface: { features: ["a"], classes: ["0", "1"], output: "score" },
      ...limits,
    }),
    realDeps(),
  );
  await expect(target.predict(rows, context)).rejects.toMatchObject({ code });
  for (const chatter of chatters) clearInterval(chatter);
  await target.dispose();
});
