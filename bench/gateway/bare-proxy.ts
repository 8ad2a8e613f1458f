/** The least a proxy in Node can do: `node:http` and undici's dispatch, bytes in, bytes out. */
import { createServer } from "node:http";
import { Pool } from "undici";
import { serving } from "./process.ts";

const pool = new Pool(process.argv[3] ?? "", { connections: 1_000 });
const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    const asked = pool.stream(
      {
        path: request.url ?? "/",
        method: "POST",
        headers: { "content-type": "application/json" },
        body: Buffer.concat(parts),
        opaque: response,
      },
      ({ statusCode, headers }) =>
        response.writeHead(statusCode, { "content-type": String(headers["content-type"]) }),
    );
    asked.catch(() => response.destroy());
  });
});
server.listen(0, "127.0.0.1", () => serving(server));
