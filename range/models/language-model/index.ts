import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { openLanguageModel, type LanguageModel } from "./model/language-model.ts";
import { createModelServer } from "./protocol/serve.ts";

export { readFacts, type Facts } from "./facts.ts";
export { openLanguageModel, type Generation, type LanguageModel, type Told } from "./model/language-model.ts";

export interface LanguageModelServerOptions {
  /** 0 picks a free port. */
  readonly port?: number;
  /** A loopback address; anything else is refused, because the model gives away what it was trained on. */
  readonly host?: string;
  /** Whether log-probabilities are told; default true. */
  readonly logProbabilities?: boolean;
  /** A model that is open already; it is then not closed with the server. */
  readonly model?: LanguageModel;
}

export interface LanguageModelServer {
  readonly url: string;
  close(): Promise<void>;
}

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

/**
 * Serves the small language model on loopback by the OpenAI protocol: `/v1/chat/completions`, `/v1/completions` (with `echo`,
 * which tells what the model thinks of a text), `/v1/models`.
 *
 * @throws RangeError for an address that is not loopback
 * @example
 * const server = await startLanguageModel({ logProbabilities: false });
 * // … POST `${server.url}/v1/chat/completions`
 * await server.close();
 */
export async function startLanguageModel(
  options: LanguageModelServerOptions = {},
): Promise<LanguageModelServer> {
  const { port = 0, host = "127.0.0.1", logProbabilities = true } = options;
  if (!loopback.has(host)) throw new RangeError(`The model is served on loopback only, not on ${host}.`);
  const model = options.model ?? (await openLanguageModel());
  const server = createModelServer(model, { logProbabilities });
  server.listen(port, host);
  await once(server, "listening");
  // Safe: a server that listens on a port has an address of this form.
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (options.model === undefined) await model.close();
    },
  };
}
