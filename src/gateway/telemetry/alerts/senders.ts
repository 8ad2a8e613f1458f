import { createHmac } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { appendFile, readFile } from "node:fs/promises";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { Agent } from "undici";
import type { SecretReader, SecurityEvent } from "../../../contracts/index.ts";
import { eventWriters, octetCounted, syslogMessage, type EventContext } from "../../../report/index.ts";
import { post, type Delivery } from "../otlp/post.ts";
import { usualFormats, type AlertRouteSettings } from "./settings.ts";

/** Delivers one event. Never throws. */
export interface Sender {
  send(event: SecurityEvent): Promise<Delivery>;
  close(): Promise<void>;
}

export interface SenderOptions {
  readonly secrets: SecretReader;
  readonly context: EventContext;
  /** Milliseconds since the epoch; stands in what webhooks sign. */
  readonly now: () => number;
}

/** What is sent for an event, in the route's format. */
function bodyWriter(
  route: AlertRouteSettings,
  context: EventContext,
): (event: SecurityEvent) => { text: string; type: string } {
  const id = route.format ?? usualFormats[route.to];
  const writer = eventWriters.find((one) => one.id === id);
  if (writer === undefined) throw new Error(`There is no event format ${id}.`);
  const isSyslog = route.to.startsWith("syslog-");
  return (event) => {
    const text = writer.write(event, context);
    return {
      text: isSyslog && id !== "syslog" ? syslogMessage(event, context, text) : text,
      type: writer.mediaType,
    };
  };
}

/**
 * Opens the way to a receiver. Secrets are read now.
 *
 * @throws what the reader of secrets throws, and a system error when `ca` cannot be read
 */
export async function openSender(route: AlertRouteSettings, options: SenderOptions): Promise<Sender> {
  const write = bodyWriter(route, options.context);
  const key = route.key === undefined ? undefined : await options.secrets(route.key);
  const url =
    route.to !== "file" && route.url.startsWith("env:") ? await options.secrets(route.url) : route.url;
  const ca = route.ca === undefined ? undefined : await readFile(route.ca, "utf8");
  const timeoutMs = route.timeoutSeconds * 1_000;
  switch (route.to) {
    case "webhook":
    case "hec":
    case "slack":
    case "ecs-http":
      return httpSender(route.to, { url, key, ca, timeoutMs, write, now: options.now });
    case "syslog-tcp":
    case "syslog-tls":
      return streamSender(new URL(url), { ca, timeoutMs, isTls: route.to === "syslog-tls", write });
    case "syslog-udp":
      return datagramSender(new URL(url), write);
    case "file":
      return fileSender(url, write);
    default:
      return route.to satisfies never;
  }
}

type Write = ReturnType<typeof bodyWriter>;

function httpSender(
  to: "webhook" | "hec" | "slack" | "ecs-http",
  {
    url,
    key,
    ca,
    timeoutMs,
    write,
    now,
  }: {
    readonly url: string;
    readonly key: string | undefined;
    readonly ca: string | undefined;
    readonly timeoutMs: number;
    readonly write: Write;
    readonly now: () => number;
  },
): Sender {
  const dispatcher = new Agent({ connections: 2, ...(ca === undefined ? {} : { connect: { ca } }) });
  const proof = (body: string): Record<string, string> => {
    if (key === undefined) return {};
    if (to === "hec") return { authorization: `Splunk ${key}` };
    if (to === "ecs-http") return { authorization: `ApiKey ${key}` };
    // The time is signed too, so that an old alert cannot be sent again as a new one.
    const time = String(Math.floor(now() / 1_000));
    const mac = createHmac("sha256", key).update(`${time}.${body}`).digest("hex");
    return { "x-bartizan-timestamp": time, "x-bartizan-signature": `sha256=${mac}` };
  };
  return {
    send(event) {
      const { text, type } = write(event);
      return post({
        url,
        headers: { "content-type": type, ...proof(text) },
        body: text,
        timeoutMs,
        dispatcher,
      });
    },
    close: () => dispatcher.destroy(),
  };
}

const failed = (cause: unknown): Delivery => ({
  kind: "again",
  why: cause instanceof Error ? cause.message.slice(0, 200) : "failed",
});

/** Syslog over TCP or TLS. The protocol has no answer: what is in flight when a connection breaks may be lost. */
function streamSender(
  { hostname, port }: URL,
  {
    ca,
    timeoutMs,
    isTls,
    write,
  }: {
    readonly ca: string | undefined;
    readonly timeoutMs: number;
    readonly isTls: boolean;
    readonly write: Write;
  },
): Sender {
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const at = { host, port: Number(port === "" ? (isTls ? 6514 : 601) : port) };
  let socket: Socket | undefined;

  async function connected(): Promise<Socket> {
    if (socket !== undefined && !socket.destroyed && socket.writable) return socket;
    const name = isIP(host) > 0 ? {} : { servername: host };
    const opened = isTls
      ? connectTls({ ...at, ...name, ...(ca === undefined ? {} : { ca }) })
      : connectTcp(at);
    opened.on("error", () => opened.destroy());
    // A receiver that ends the connection takes no more; what it says is of no interest.
    opened.on("end", () => opened.destroy()).resume();
    opened.unref();
    await once(opened, isTls ? "secureConnect" : "connect", { signal: AbortSignal.timeout(timeoutMs) });
    socket = opened;
    return opened;
  }

  return {
    async send(event) {
      try {
        const open = await connected();
        const bytes = octetCounted(write(event).text);
        await new Promise<void>((resolve, reject) => {
          const timer = setTimeout(() => {
            open.destroy();
            reject(new Error("the receiver does not read"));
          }, timeoutMs);
          open.write(bytes, (error) => {
            clearTimeout(timer);
            if (error === null || error === undefined) resolve();
            else reject(error);
          });
        });
        return { kind: "taken" };
      } catch (cause) {
        socket?.destroy();
        socket = undefined;
        return failed(cause);
      }
    },
    async close() {
      const open = socket;
      socket = undefined;
      if (open === undefined || open.destroyed) return;
      await new Promise<void>((resolve) => {
        open.once("close", () => resolve());
        open.end();
        setTimeout(() => open.destroy(), 500).unref();
      });
    },
  };
}

/** Syslog over UDP: nobody says whether it came. Messages longer than this are cut (RFC 5426, 3.2). */
const longestDatagram = 2_048;

function datagramSender({ hostname, port }: URL, write: Write): Sender {
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const socket = createSocket(isIP(host) === 6 ? "udp6" : "udp4").unref();
  return {
    send: (event) =>
      new Promise((resolve) => {
        const text = Buffer.from(write(event).text);
        // A character cut in half at the end becomes a replacement character, and goes.
        const whole =
          text.length <= longestDatagram
            ? text
            : text
                .subarray(0, longestDatagram)
                .toString("utf8")
                .replace(/\ufffd$/, "");
        socket.send(whole, Number(port === "" ? 514 : port), host, (error) =>
          resolve(error === null ? { kind: "taken" } : failed(error)),
        );
      }),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function fileSender(path: string, write: Write): Sender {
  return {
    async send(event) {
      try {
        await appendFile(path, `${write(event).text}\n`, { mode: 0o600 });
        return { kind: "taken" };
      } catch (cause) {
        return failed(cause);
      }
    },
    close: () => Promise.resolve(),
  };
}
