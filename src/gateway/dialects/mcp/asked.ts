import type { ReadRequest } from "../dialect.ts";
import type { RpcId } from "./message.ts";

/** What of a request its answer is held against. */
export interface Asked {
  /** Absent for what nobody answers: a notification, an answer, a stream that is merely listened to. */
  readonly id?: RpcId;
  /** The tool that is called. */
  readonly tool?: string;
  /** The server's own messages are listened to. */
  readonly listening: boolean;
}

const known = new WeakMap<ReadRequest, Asked>();

/** Notes what was asked with a request. */
export function note(request: ReadRequest, asked: Asked): ReadRequest {
  known.set(request, asked);
  return request;
}

export const askedWith = (request: ReadRequest | undefined): Asked =>
  (request === undefined ? undefined : known.get(request)) ?? { listening: false };
