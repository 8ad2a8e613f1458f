import { Agent, type Dispatcher } from "undici";
import type { JsonValue } from "../../contracts/index.ts";
import { parseJson } from "../../formats/index.ts";
import { remoteErrors } from "./errors.ts";
import type { ReadSecret, RemoteSettings } from "./kind.ts";

/** Asks one endpoint: a JSON body out, a JSON body back. */
export type Ask = (body: JsonValue, deadline: AbortSignal) => Promise<JsonValue>;

const mostAnswerBytes = 262_144;
const connections = 32;

/**
 * A client of one endpoint. No retries and no redirects: both would send a text a second time, or somewhere
 * else. The answer is bounded, must be JSON with status 200, and ends with the deadline however slowly it
 * comes. Errors name neither the text nor the answer.
 *
 * @throws REMOTE_DETECTOR_MISSING_FIELD, REMOTE_DETECTOR_BAD_VALUE for an endpoint that cannot be used
 */
export function createAsk(
  remote: Pick<RemoteSettings, "id" | "endpoint">,
  key: string | undefined,
  readSecret: ReadSecret | undefined,
): Ask {
  const url = endpointOf(remote);
  let agent: Agent | undefined;
  let secret: Promise<string> | undefined;
  return async (body, deadline) => {
    agent ??= new Agent({ connections, pipelining: 1, allowH2: false });
    const headers: Record<string, string> = {
      "content-type": "application/json",
      accept: "application/json",
      "accept-encoding": "identity",
    };
    if (key !== undefined) {
      if (readSecret === undefined)
        throw remoteErrors.noAnswer(`\`${remote.id}\` has a \`key\`, and nothing here reads secrets.`);
      secret ??= readSecret(key);
      const current = secret;
      // One that could not be read is read again next time.
      current.catch(() => (secret = undefined));
      headers["authorization"] = `Bearer ${await current}`;
    }
    try {
      const answer = await agent.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: "POST",
        headers,
        body: JSON.stringify(body),
        signal: deadline,
      });
      return await readAnswer(answer, remote.id);
    } catch (error) {
      deadline.throwIfAborted();
      if (error instanceof Error && "place" in error) throw error;
      throw remoteErrors.noAnswer(`\`${remote.id}\` could not be asked.`, {}, { cause: error });
    }
  };
}

async function readAnswer(answer: Dispatcher.ResponseData, id: string): Promise<JsonValue> {
  const { statusCode, headers, body } = answer;
  const type = String(headers["content-type"] ?? "");
  const refuse = (why: string): Error => {
    body.on("error", () => undefined).destroy();
    return remoteErrors.badAnswer(`\`${id}\` ${why}.`);
  };
  if (statusCode !== 200) {
    refuse("");
    throw remoteErrors.noAnswer(`\`${id}\` answered with status ${statusCode}.`);
  }
  if (!/^application\/(?:[a-z.-]+\+)?json\b/iu.test(type)) throw refuse("did not answer with JSON");
  if (headers["content-encoding"] !== undefined && headers["content-encoding"] !== "identity")
    throw refuse("answered compressed, without being asked to");
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > mostAnswerBytes) throw refuse(`answered with more than ${mostAnswerBytes} bytes`);
    chunks.push(chunk);
  }
  try {
    return parseJson(Buffer.concat(chunks), { limits: { maxDepth: 32 } });
  } catch {
    throw remoteErrors.badAnswer(`\`${id}\` answered with something that is not JSON.`);
  }
}

function endpointOf({ id, endpoint }: Pick<RemoteSettings, "id" | "endpoint">): URL {
  if (endpoint === undefined)
    throw remoteErrors.missingField(`\`${id}\` has no \`endpoint\`: the address of the model it asks.`, {
      field: "endpoint",
    });
  const url = URL.parse(endpoint);
  if (
    url === null ||
    (url.protocol !== "https:" && url.protocol !== "http:") ||
    url.username !== "" ||
    url.password !== ""
  )
    throw remoteErrors.badValue(
      `The \`endpoint\` of \`${id}\` must be an http or https address without a name and password in it.`,
      { field: "endpoint" },
    );
  return url;
}
