import type { RuntimeName } from "../../../src/models/index.ts";
import { createPredictServer } from "./serve.ts";
import { openModels } from "./served-model.ts";

export { digitsFacts, fraudFacts } from "./facts.ts";
export { itemNames, unpopular } from "./recommender/recommender.ts";

export interface PredictServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the models of payments and digits, and the recommender of films, on loopback. Their weaknesses are documented
 * in `range/models/README.md`; nothing here may be reached from elsewhere.
 *
 * @example
 * const server = await startPredictServer({ port: 8432 });
 * // POST ${server.url}/v2/models/fraud/infer
 */
export async function startPredictServer(
  options: { readonly port?: number; readonly runtime?: RuntimeName } = {},
): Promise<PredictServer> {
  const { port = 0, ...model } = options;
  const models = await openModels(model);
  const server = createPredictServer(models);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const at = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${at}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.all(models.map((one) => one.close()));
    },
  };
}
