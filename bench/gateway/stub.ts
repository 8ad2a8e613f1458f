/**
 * An upstream in a process of its own that does as little as it can: answers of 0.6 KB, streams of 64 deltas at once,
 * or paced by one timer for all. Which, says the model: `json`, `burst`, `paced`.
 */
import { createServer, type ServerResponse } from "node:http";
import { prose } from "../guard/texts.ts";
import { serving } from "./process.ts";

const deltas = 64;
const pacedEveryMs = 20;
let answers = 0;

const frame = (delta: object, finish: string | null): string =>
  `data: ${JSON.stringify({
    id: "c",
    object: "chat.completion.chunk",
    created: 1,
    model: "m",
    choices: [{ index: 0, delta, finish_reason: finish }],
  })}\n\n`;

/** Four characters each; the numbers make every answer a new text. */
const token = (n: number, i: number): string =>
  i < 3 ? `${n} `.padEnd(4).slice(0, 5) : prose.slice(i * 4, i * 4 + 4);
const frames = (n: number): string[] => [
  ...Array.from({ length: deltas }, (_, i) => frame({ content: token(n, i) }, null)),
  `${frame({}, "stop")}data: [DONE]\n\n`,
];
const shared = frames(7);

const paced = new Map<ServerResponse, number>();
setInterval(() => {
  for (const [response, i] of paced) {
    response.write(shared[i] ?? "");
    if (i + 1 < shared.length) paced.set(response, i + 1);
    else {
      paced.delete(response);
      response.end();
    }
  }
}, pacedEveryMs);

const server = createServer((request, response) => {
  let model = "";
  request.on("data", (chunk: Buffer) => {
    if (model === "") model = /"model":\s?"([a-z]+)"/.exec(chunk.toString("latin1"))?.[1] ?? "json";
  });
  request.on("end", () => {
    answers++;
    if (model === "json") {
      const content = `Answer ${answers}. ${prose.slice(0, 380)}`;
      const body = JSON.stringify({
        id: "c",
        object: "chat.completion",
        created: 1,
        model: "m",
        choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
        usage: { prompt_tokens: 250, completion_tokens: 100, total_tokens: 350 },
      });
      response.writeHead(200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
      });
      response.end(body);
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    if (model === "paced") paced.set(response, 0);
    else response.end(frames(answers).join(""));
  });
  response.on("close", () => paced.delete(response));
});
server.listen(0, "127.0.0.1", () => serving(server));
