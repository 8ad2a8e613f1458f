import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Serves `/metrics` on an address of its own. Metrics name rules and routes: keep it off public addresses. */
export async function serveMetrics(options: {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly metrics: { text(): Promise<string>; readonly contentType: string };
}): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { host, port, metrics } = options;
  const server = createServer({ requestTimeout: 10_000, maxHeaderSize: 8_192 }, (request, response) => {
    if (request.method !== "GET" || request.url?.split("?")[0] !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) =>
        response
          .writeHead(200, { "content-type": metrics.contentType, "cache-control": "no-store" })
          .end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  // Safe: it listens on TCP.
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
