import type { IncomingMessage } from "node:http";
import type { JsonValue } from "../../contracts/index.ts";
import { badRequest, problem, WireError } from "../problems/index.ts";
import { decompress } from "./decompress.ts";
import { jsonBody } from "./json-body.ts";

export interface BodyLimits {
  readonly bodyBytes: number;
  readonly depth: number;
}

export interface RequestBody {
  readonly value: JsonValue | undefined;
  /** After decompression. */
  readonly bytes: Buffer;
}

const nothing = Buffer.alloc(0);

/**
 * The JSON body of a request.
 *
 * @throws WireError when it is too large, not UTF-8, not JSON, or in an encoding that is not taken
 */
export async function requestBody(request: IncomingMessage, limits: BodyLimits): Promise<RequestBody> {
  const raw = await bodyBytes(request, limits.bodyBytes);
  const encoding = request.headers["content-encoding"];
  const bytes = encoding === undefined ? raw : await decoded(raw, encoding, limits.bodyBytes);
  const parsed = jsonBody(bytes, limits.depth);
  if (!parsed.ok) throw badRequest(`The body ${parsed.why}.`);
  return { value: parsed.value, bytes };
}

async function decoded(raw: Buffer, encoding: string, most: number): Promise<Buffer> {
  const result = await decompress(raw, encoding, most);
  if (result.ok) return result.bytes;
  if (result.why === "too-large") throw tooLarge(most);
  if (result.why === "broken") throw badRequest("The body is not in the encoding its header names.");
  throw new WireError(
    problem("bad-request", "The body has an encoding that is not taken; send gzip, deflate, br, or none.", {
      status: 415,
    }),
  );
}

const tooLarge = (most: number): WireError =>
  new WireError(problem("too-large", `The body has more than ${most} bytes.`));

function bodyBytes(request: IncomingMessage, most: number): Promise<Buffer> {
  const length = request.headers["content-length"];
  if (length === undefined && request.headers["transfer-encoding"] === undefined)
    return Promise.resolve(nothing);
  if (length !== undefined && Number(length) > most) return Promise.reject(tooLarge(most));
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > most) {
        chunks = [];
        request.pause();
        reject(tooLarge(most));
      } else chunks.push(chunk);
    });
    request.on("end", () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    );
    request.on("error", reject);
    request.on("close", () => {
      if (!request.complete) reject(badRequest("The body broke off."));
    });
  });
}
