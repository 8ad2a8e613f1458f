import type { ServerResponse } from "node:http";
import type { Dialect, SseEvent, UninspectedKind } from "../dialects/index.ts";
import { Guarding } from "../exchange/guarding.ts";
import type { Account } from "../exchange/report.ts";
import { StreamedAnswer } from "../exchange/stream.ts";
import { SseReader } from "../streams/index.ts";
import type { Answer, BodySink } from "../upstream/index.ts";
import { scriptedGuard, type ScriptedRule } from "./scripted-guard.ts";
import { testPorts } from "./test-ports.ts";

export interface Streamed {
  /** What the client was sent, as events. */
  readonly events: readonly SseEvent[];
  /** One entry per write to the client. */
  readonly writes: readonly string[];
  readonly account: Account;
}

/** Runs a stream through a dialect and the scripted guard, its bytes split as given; no sockets. */
export async function streamThrough(
  dialect: Dialect,
  chunks: readonly Buffer[],
  options: {
    readonly rules?: readonly ScriptedRule[];
    readonly allowed?: readonly UninspectedKind[];
    readonly spend?: (tokens: number) => "continue" | "cut";
    /** The upstream breaks off after the last chunk. */
    readonly broken?: boolean;
  } = {},
): Promise<Streamed> {
  const guard = scriptedGuard(options.rules);
  const ports = testPorts(guard);
  const guarding = new Guarding(ports, { deadlineMs: 1_000, mirror: false, exchange: "e" });
  const context = { instructions: [], userTexts: [], tools: [] };
  const exchange = {
    id: "e",
    principal: { id: "p", verified: true },
    route: "r",
    tags: [],
    dataClasses: [],
    context: { ...context, canaries: [] },
  };
  const guarded = { exchange, parts: [], tools: [], bytes: 0 };
  const account: Account = {
    id: "e",
    dialect,
    startedAt: 0,
    mode: "inline",
    attempts: 1,
    streamed: true,
    status: 0,
    outcome: "answered",
    uninspected: new Set(),
    ...(options.spend === undefined
      ? {}
      : { reservation: { spend: options.spend, settle: () => Promise.resolve() } }),
  };
  const writes: string[] = [];
  const streamed = new StreamedAnswer({
    account,
    guarding,
    guarded,
    read: { target: "", stream: true, parts: [], tools: [], context, uninspected: [], repeatable: true },
    dialect,
    allowed: new Set(options.allowed ?? []),
    answer: playedAnswer(chunks, options.broken === true),
    response: recordingResponse(writes),
    headers: {},
    answerBytes: 10_000_000,
    eventLength: 1_000_000,
    hidesUsage: false,
    durable: false,
    mirror: false,
    stalledMs: 60_000,
    now: () => 0,
  });
  await streamed.run();
  streamed.release();
  const reader = new SseReader(10_000_000);
  const events = writes.flatMap((text) => reader.write(Buffer.from(text)));
  return { events, writes, account };
}

/** An answer whose chunks come as fast as they are taken, and stop while it is paused. */
function playedAnswer(chunks: readonly Buffer[], broken: boolean): Answer {
  let sink: BodySink | undefined;
  let next = 0;
  let paused = false;
  let playing = false;
  let over = false;
  const play = (): void => {
    if (playing) return;
    playing = true;
    for (; next < chunks.length; next++) {
      const chunk = chunks[next];
      if (paused || over || sink === undefined || chunk === undefined) break;
      sink.data(chunk);
    }
    playing = false;
    if (paused || over || next < chunks.length) return;
    over = true;
    if (broken) sink?.error(new Error("reset"));
    else sink?.end();
  };
  return {
    status: 200,
    headers: {},
    read: (given) => {
      sink = given;
      play();
    },
    pause: () => {
      paused = true;
    },
    resume: () => {
      paused = false;
      play();
    },
    abort: () => {
      over = true;
    },
  };
}

function recordingResponse(writes: string[]): ServerResponse {
  const response = {
    destroyed: false,
    writeHead: () => response,
    write: (data: string | Buffer) => {
      writes.push(data.toString());
      return true;
    },
    end: () => response,
  };
  // Safe: a streamed answer uses no more of a response than this as long as `write` never says "full".
  return response as unknown as ServerResponse;
}

/** The bytes of a stream, split at these places. */
export function splitAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [...new Set(places)].filter((at) => at > 0 && at < bytes.length).sort((a, b) => a - b);
  return [0, ...sorted].map((from, i) => bytes.subarray(from, sorted[i] ?? bytes.length));
}
