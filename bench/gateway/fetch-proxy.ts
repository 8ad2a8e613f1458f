/** The naive gateway: Hono and fetch, and nothing looked at. `node fetch-proxy.ts FOLDER UPSTREAM` */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { serving } from "./process.ts";

const upstream = process.argv[3] ?? "";
const app = new Hono().post("*", async ({ req }) => {
  const answer = await fetch(upstream + req.path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: await req.text(),
  });
  const type = answer.headers.get("content-type") ?? "application/json";
  return new Response(answer.body, { status: answer.status, headers: { "content-type": type } });
});
serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
  serving(`http://127.0.0.1:${port}`),
);
