import type { z } from "@hono/zod-openapi";
import type { Clock } from "../../contracts/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { visibleText } from "../../formats/index.ts";
import { serverErrors } from "../errors.ts";
import { bundleArrival, bundleClosed, bundleReceived } from "../wire/requests.ts";
import { wireError } from "../wire/schemas.ts";
import type { BundleArrival } from "./inbox.ts";

/** Most bytes of an answer that are read: the other server is not trusted more than others. */
const answerBytes = 4 * 1024 * 1024;
/** A request that has no answer after this long is given up, and tried again. */
const patienceMs = 120_000;
const attempts = 4;

/** The three calls of a push, each retried when the network or the server fails. */
export interface RemoteApi {
  arrival(run: string): Promise<BundleArrival>;
  putPiece(
    run: string,
    path: string,
    bytes: Uint8Array<ArrayBuffer>,
    start: number,
    total: number,
  ): Promise<void>;
  close(run: string): Promise<z.output<typeof bundleClosed>>;
}

export interface RemoteOptions {
  readonly base: URL;
  readonly token: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly fetch: typeof fetch;
}

interface Sending {
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

async function bodyOf(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > answerBytes) throw new Error("the answer is too long");
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? undefined : JSON.parse(text);
}

/** What the server refused, in its own words, which are hostile text to our terminal. */
function refusalOf({ status, body }: Answered, at: string): BartizanError {
  const said = wireError.safeParse(body);
  if (!said.success)
    return serverErrors.pushFailed(`The server answered ${status}, and not as a Bartizan does.`, { at });
  const { code, message, remedy } = said.data.error;
  const short = (text: string): string => visibleText(text.slice(0, 1_000));
  return serverErrors.pushRefused(
    `The server refused (${short(code)}): ${short(message)}`,
    { at },
    { remedy: short(remedy) },
  );
}

export function remoteApi({ base, token, clock, signal, fetch }: RemoteOptions): RemoteApi {
  const at = base.origin;

  async function once(method: string, path: string, init: Sending): Promise<Answered> {
    const timer = new AbortController();
    const patience = clock.sleep(patienceMs, timer.signal).then(
      () => timer.abort(new Error("no answer in time")),
      () => undefined,
    );
    try {
      const response = await fetch(new URL(path, base), {
        ...init,
        method,
        // Nothing but this address is contacted: a redirection is an error.
        redirect: "error",
        signal: AbortSignal.any([signal, timer.signal]),
        headers: { ...init.headers, authorization: `Bearer ${token}`, accept: "application/json" },
      });
      return { status: response.status, body: await bodyOf(response) };
    } finally {
      timer.abort();
      await patience;
    }
  }

  async function call<T>(method: string, path: string, schema: z.ZodType<T>, init: Sending = {}): Promise<T> {
    let why = "";
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if (attempt > 1) await clock.sleep(250 * 2 ** attempt, signal);
      try {
        const answered = await once(method, path, init);
        if (answered.status < 400) {
          const read = schema.safeParse(answered.body);
          if (read.success) return read.data;
          throw serverErrors.pushFailed("The server's answer is not of the documented form.", { at });
        }
        if (answered.status < 500) throw refusalOf(answered, at);
        why = `The server answered ${answered.status}.`;
      } catch (error) {
        if (error instanceof BartizanError || signal.aborted) throw error;
        const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
        why = `${cause instanceof Error ? cause.message : String(cause)}.`;
      }
    }
    throw serverErrors.pushFailed(
      `The server did not answer after ${attempts} attempts: ${visibleText(why)}`,
      { at },
    );
  }

  const filePath = (run: string, path: string): string =>
    `/api/bundles/${run}/files/${path.split("/").map(encodeURIComponent).join("/")}`;

  return {
    arrival: (run) => call("GET", `/api/bundles/${run}`, bundleArrival),
    async putPiece(run, path, bytes, start, total) {
      const headers =
        total === 0 ? {} : { "content-range": `bytes ${start}-${start + bytes.length - 1}/${total}` };
      await call("PUT", filePath(run, path), bundleReceived, {
        body: bytes,
        headers: { ...headers, "content-type": "application/octet-stream" },
      });
    },
    close: (run) => call("POST", `/api/bundles/${run}/close`, bundleClosed),
  };
}
