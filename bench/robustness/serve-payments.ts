/**
 * The practice models in a process of their own; tells its address to whoever started it. With `DEVICE_MS` and `ROW_US` the
 * models stand on a device elsewhere, that answers one request at a time: so long for each, and so long for each row.
 */
import { setTimeout } from "node:timers/promises";
import { createPredictServer } from "../../range/models/predict-server/serve.ts";
import { openModels } from "../../range/models/predict-server/served-model.ts";

const perRequest = Number(process.env["DEVICE_MS"] ?? 0);
const perRow = Number(process.env["ROW_US"] ?? 0) / 1000;
let freeAt = 0;

async function onDevice(rows: number): Promise<void> {
  const now = performance.now();
  freeAt = Math.max(now, freeAt) + perRequest + perRow * rows;
  if (freeAt > now) await setTimeout(freeAt - now);
}

const models = await openModels();
const server = createPredictServer(
  models.map((model) => ({
    ...model,
    predict: async (rows) => {
      if (perRequest + perRow > 0) await onDevice(rows.count);
      return model.predict(rows);
    },
  })),
);
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) process.send?.(`http://127.0.0.1:${address.port}`);
});
