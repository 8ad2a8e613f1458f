import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What any of the protocols sends; each test knows which members are there. */
export interface Sent {
  readonly inputs: readonly { readonly shape: readonly number[]; readonly data: readonly number[] }[] & {
    readonly x: readonly number[][];
  };
  readonly outputs: unknown;
  readonly instances: readonly (number[] & { readonly x: number[] })[];
  readonly dataframe_split: { readonly columns: readonly string[]; readonly data: readonly number[][] };
  readonly rows: readonly number[][];
  readonly items: readonly { readonly a: number; readonly b: number }[];
  readonly text: string;
}

/** A request as a server of a test sees it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Sent;
}

export interface PredictServer extends AsyncDisposable {
  readonly url: string;
  readonly asked: readonly Asked[];
}

/** Answers every request on loopback with what the function gives: JSON, or a text as it stands. */
export async function predictServer(
  answer: (asked: Asked, response: ServerResponse) => unknown,
): Promise<PredictServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const one: Asked = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        // Safe: a test reads what it knows its target to send.
        body: JSON.parse(text === "" ? "{}" : text) as Sent,
      };
      asked.push(one);
      const said = answer(one, response);
      if (said === undefined) return;
      response.setHeader("content-type", "application/json");
      response.end(typeof said === "string" ? said : JSON.stringify(said));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Safe: it listens on TCP.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The share of class 1 of a row of two: what all servers of the tests compute. */
export const shareOf = ([a = 0, b = 0]: readonly number[]): number => 1 / (1 + Math.exp(-(a - b)));
