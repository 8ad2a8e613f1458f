/**
 * Reads a request body as UTF-8 text and gives up past `most` bytes: a declared length is believed only
 * when it is too long, a chunked body is counted as it comes. Undefined when it is too large.
 *
 * Hono's own body limit rebuilds the request for bodies without a length, which fails under the Node
 * adapter when the global objects are left alone, as they are here.
 */
export async function boundedText(request: Request, most: number): Promise<string | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > most) return undefined;
  const reader = request.body?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > most) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
