import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Dispatcher } from "undici";
import type { JsonValue } from "../../contracts/index.ts";
import type { Place } from "../../errors/index.ts";
import { targetErrors } from "../errors.ts";
import type { Headers } from "../pacing/quota.ts";
import { connectionFailure } from "./failure.ts";

/** An answer whose body is still to be read. Reading is bounded; more is an error, not a longer wait. */
export interface WireResponse {
  readonly status: number;
  /** By lower-case name; repeated headers joined with commas. */
  readonly headers: Headers;
  readonly setCookie: readonly string[];
  /** Where it came from, without the query: fit for errors. */
  readonly place: Place;
  readonly url: URL;
  bytesReceived(): number;
  /** The body as text pieces, in UTF-8. */
  pieces(): AsyncIterable<string>;
  text(): Promise<string>;
  /** The first part of the body, for an error's sentence; the rest is not waited for. */
  beginning(characters: number): Promise<string>;
}

export function wireResponse(data: Dispatcher.ResponseData, url: URL, maxBytes: number): WireResponse {
  const place: Place = { at: `${url.origin}${url.pathname}` };
  let received = 0;

  async function* pieces(): AsyncGenerator<string, void> {
    const decoder = new TextDecoder("utf-8");
    try {
      for await (const chunk of decompressed(data) as AsyncIterable<Uint8Array>) {
        received += chunk.byteLength;
        if (received > maxBytes) {
          throw targetErrors.tooLarge(`${place.at} sent more than ${maxBytes} bytes.`, place);
        }
        yield decoder.decode(chunk, { stream: true });
      }
    } catch (error) {
      throw asFailure(error, place);
    } finally {
      data.body.destroy();
    }
    const rest = decoder.decode();
    if (rest !== "") yield rest;
  }

  const text = async (): Promise<string> => {
    const parts: string[] = [];
    for await (const piece of pieces()) parts.push(piece);
    return parts.join("");
  };

  return {
    status: data.statusCode,
    headers: flatten(data.headers),
    setCookie: listOf(data.headers["set-cookie"]),
    place,
    url,
    bytesReceived: () => received,
    pieces,
    text,
    beginning: async (characters) => {
      let start = "";
      try {
        for await (const piece of pieces()) {
          start += piece;
          if (start.length >= characters) break;
        }
      } catch {
        // What came is enough: this is only for a sentence about an answer that is an error already.
      }
      return start.slice(0, characters);
    },
  };
}

const decompressors = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * We ask for answers as they are; some servers compress all the same. What is counted and bounded is
 * the text that comes out, so a small answer cannot become a huge one unnoticed.
 */
function decompressed(data: Dispatcher.ResponseData): Readable {
  const coding = data.headers["content-encoding"];
  const name = typeof coding === "string" ? coding.trim().toLowerCase() : "";
  if (!isDecompressor(name)) return data.body;
  // The callback is needed by `pipeline`; a failure reaches the reader through the stream itself.
  return pipeline(data.body, decompressors[name](), () => undefined);
}

const isDecompressor = (name: string): name is keyof typeof decompressors =>
  Object.hasOwn(decompressors, name);

/** Our own errors pass; the network layer's are translated. An abort keeps its reason. */
function asFailure(error: unknown, place: Place): unknown {
  if (error instanceof Error && error.name === "BartizanError") return error;
  return connectionFailure(error, place, "answering");
}

function flatten(headers: Dispatcher.ResponseData["headers"]): Headers {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}

const listOf = (value: string | string[] | undefined): readonly string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/**
 * Reads an answer as JSON and says what it is when it is not.
 *
 * @throws TARGETS_EMPTY_ANSWER, TARGETS_HTML_ANSWER, TARGETS_NOT_JSON
 */
export function parseJsonAnswer(
  text: string,
  response: Pick<WireResponse, "headers" | "place" | "status">,
): JsonValue {
  const { place, status, headers } = response;
  if (text.trim() === "")
    throw targetErrors.emptyAnswer(`${place.at} answered ${status} with nothing.`, place);
  if (looksLikeHtml(text, headers)) {
    throw targetErrors.htmlAnswer(`${place.at} answered ${status} with a web page.`, place);
  }
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw targetErrors.notJson(`${place.at} answered ${status} with something that is not JSON.`, place);
  }
}

/** Whether this is a web page, by what it says and by how it begins. */
export function looksLikeHtml(text: string, headers: Headers): boolean {
  const start = text.slice(0, 200).trimStart().toLowerCase();
  if (start.startsWith("<!doctype html") || start.startsWith("<html")) return true;
  return (headers["content-type"] ?? "").startsWith("text/html") && start.startsWith("<");
}
