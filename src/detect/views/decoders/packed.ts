import { gunzipSync, inflateSync } from "node:zlib";
import { hints } from "../chunks/index.ts";
import { isReadable } from "../language/english.ts";
import type { Piece } from "../mapped.ts";
import type { Decoder } from "./decoder.ts";

/** What unpacks to more than this many times its length is left, as views are bounded. */
const mostTimes = 4;

/** Base64 of gzip (RFC 1952) or zlib (RFC 1950): told by how they begin. Left alone where it is a bomb. */
export const packed: Decoder = {
  kind: "base64",
  hints: hints.dense,
  find: (chunk) =>
    !/H4sI|eJ|eN/u.test(chunk)
      ? []
      : [
          ...chunk.matchAll(/(?<![A-Za-z0-9+/])(?:H4sI|eJ[wxyz]|eN[oprq])[A-Za-z0-9+/_-]{16,}={0,2}/gu),
        ].flatMap(({ 0: run, index }): Piece[] => {
          const text = unpacked(run);
          if (text === undefined || !isReadable(text)) return [];
          const from = Array.from({ length: text.length }, () => index);
          const end = index + run.length;
          return [{ start: index, end, text, from, to: from.map(() => end), ordered: true }];
        }),
};

function unpacked(run: string): string | undefined {
  try {
    const bytes = Buffer.from(run, "base64");
    const open = run.startsWith("H4sI") ? gunzipSync : inflateSync;
    return open(bytes, { maxOutputLength: mostTimes * run.length }).toString();
  } catch {
    return undefined;
  }
}
