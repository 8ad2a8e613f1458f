import type { WebSocket } from "undici";
import type { Clock, JsonValue } from "../../contracts/index.ts";
import { jsonPath } from "../../formats/index.ts";
import { targetErrors } from "../errors.ts";
import { writeBody } from "../template/body.ts";
import { writeHeaders, writeUrl } from "../template/request.ts";
import type { Values } from "../template/values.ts";
import { connectionFailure } from "../transport/failure.ts";
import type { Transport } from "../transport/transport.ts";
import { scalar } from "./captures.ts";
import { type Channel, remember } from "./channel.ts";
import { meets } from "./conditions.ts";
import type { HttpConfig, WebSocketConfig } from "./config.ts";
import { listenForConnectErrors } from "./connect-errors.ts";

export interface SocketAnswer {
  readonly text: string;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** A WebSocket of one conversation: opened by the first turn, kept for the next. */
export interface SocketLine {
  ask(channel: Channel, values: Values, signal: AbortSignal): Promise<SocketAnswer>;
  close(): void;
}

interface Incoming {
  readonly onMessage: (text: string) => void;
  readonly onEnd: (error: unknown) => void;
}

export function createSocketLine(
  config: HttpConfig,
  socketConfig: WebSocketConfig,
  transport: Transport,
  clock: Clock,
): SocketLine {
  let socket: WebSocket | undefined;
  let incoming: Incoming | undefined;

  const open = async (channel: Channel, values: Values): Promise<WebSocket> => {
    if (socket !== undefined && socket.readyState === socket.OPEN) return socket;
    const url = writeUrl(socketConfig.url, webSocketBase(config.base_url), {
      ...values,
      captured: channel.captured,
    });
    transport.assertListed(url);
    const cookie = channel.cookies.headerFor(url);
    const headers = writeHeaders(socketConfig.headers ?? {}, { ...values, captured: channel.captured });
    const place = { at: `${url.origin}${url.pathname}` };
    const { WebSocket } = await import("undici");
    const errors = listenForConnectErrors(url);
    const fresh = new WebSocket(url, {
      protocols: socketConfig.protocols ?? [],
      dispatcher: transport.dispatcher,
      headers: { ...headers, ...(cookie !== undefined && { cookie }) },
    });
    fresh.binaryType = "arraybuffer";
    socket = fresh;
    try {
      await new Promise<void>((resolve, reject) => {
        const fail = (sentence: string): void => {
          const reason = errors.reason();
          const failure =
            reason === undefined
              ? targetErrors.socketFailed(`${place.at} ${sentence}.`, place)
              : connectionFailure(reason, place, "connecting");
          reject(failure);
          incoming?.onEnd(failure);
        };
        fresh.addEventListener("open", () => resolve());
        fresh.addEventListener("error", () => fail("did not accept the WebSocket"));
        fresh.addEventListener("close", (event) => fail(`closed the WebSocket with code ${event.code}`));
      });
    } finally {
      errors.stop();
    }
    fresh.addEventListener("message", (event) => incoming?.onMessage(textOfMessage(event.data)));
    return fresh;
  };

  return {
    ask: async (channel, values, signal) => {
      let ended: (() => void) | undefined;
      try {
        return await new Promise<SocketAnswer>((resolve, reject) => {
          const stop = new AbortController();
          const onAbort = (): void => reject(targetErrors.aborted("The turn was called off."));
          signal.addEventListener("abort", onAbort, { once: true });
          ended = () => {
            stop.abort();
            signal.removeEventListener("abort", onAbort);
            incoming = undefined;
          };
          if (signal.aborted) return onAbort();
          clock.sleep(config.timeout_ms, stop.signal).then(
            () =>
              reject(
                targetErrors.timeout(`The WebSocket gave no complete answer within ${config.timeout_ms} ms.`),
              ),
            () => undefined,
          );
          const collector = createCollector(config, socketConfig, channel);
          const asked = open(channel, values).then((line) => {
            const body = writeBody(socketConfig.send, { ...values, captured: channel.captured });
            const text = body?.text ?? "";
            incoming = {
              onEnd: reject,
              onMessage: (message) => {
                try {
                  const answer = collector.take(message);
                  if (answer !== undefined) resolve({ ...answer, bytesSent: Buffer.byteLength(text) });
                } catch (error) {
                  reject(error);
                }
              },
            };
            line.send(text);
          });
          asked.catch(reject);
        });
      } catch (error) {
        // A line that failed in the middle is not used again.
        socket?.close();
        socket = undefined;
        throw error;
      } finally {
        ended?.();
      }
    },
    close: () => {
      socket?.close();
      socket = undefined;
    },
  };
}

/** Collects messages until the condition that ends an answer. Bounded like any other answer. */
function createCollector(config: HttpConfig, socketConfig: WebSocketConfig, channel: Channel) {
  const pieces: string[] = [];
  let bytesReceived = 0;
  const { path, only_when: onlyWhen, until, capture } = socketConfig;
  const needsJson =
    path !== undefined || onlyWhen !== undefined || until !== undefined || capture !== undefined;
  return {
    take: (message: string): Omit<SocketAnswer, "bytesSent"> | undefined => {
      bytesReceived += Buffer.byteLength(message);
      if (bytesReceived > config.max_response_bytes) {
        throw targetErrors.tooLarge(`The WebSocket sent more than ${config.max_response_bytes} bytes.`);
      }
      const body = needsJson ? parseMessage(message) : message;
      for (const [name, { json }] of Object.entries(capture ?? {})) {
        const value = scalar(jsonPath(json).first(body));
        if (value !== undefined) remember(channel, name, value);
      }
      const counts = onlyWhen === undefined || meets(onlyWhen, body);
      const piece = !counts ? undefined : path === undefined ? message : scalar(jsonPath(path).first(body));
      const ends = until === undefined ? piece !== undefined : meets(until, body);
      // The message that ends an answer often holds no text of it.
      if (piece !== undefined && (path !== undefined || !ends || until === undefined)) pieces.push(piece);
      return ends ? { text: pieces.join(""), bytesReceived } : undefined;
    },
  };
}

function parseMessage(message: string): JsonValue {
  try {
    return JSON.parse(message) as JsonValue;
  } catch {
    throw targetErrors.notJson("The WebSocket sent a message that is not JSON.");
  }
}

const textOfMessage = (data: unknown): string =>
  typeof data === "string" ? data : data instanceof ArrayBuffer ? new TextDecoder().decode(data) : "";

const webSocketBase = (base: string | undefined): string | undefined => base?.replace(/^http/, "ws");
