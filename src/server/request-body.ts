import { serverErrors } from "./errors.ts";

/** JSON bodies are small nearly everywhere; an endpoint that takes more says so. */
const jsonBytes = 64 * 1024;

/** The body's bytes as they come; nothing for a request without one. */
export async function* bodyOf(request: Request): AsyncIterable<Uint8Array> {
  if (request.body === null) return;
  const reader = request.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value as Uint8Array;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Reads a JSON body of at most 64 KiB unless told, sent as such (which a cross-site form cannot do). */
export async function readJsonBody(request: Request, atMost = jsonBytes): Promise<unknown> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json")
    throw serverErrors.badRequest("The body has to be sent as application/json.");
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bodyOf(request)) {
    size += chunk.length;
    if (size > atMost) throw serverErrors.bodyTooLarge(`This endpoint takes at most ${atMost} bytes.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (cause) {
    throw serverErrors.badRequest("The body is not valid JSON in UTF-8.", {}, { cause });
  }
}
