import { randomUUID } from "node:crypto";
import type { Decision, Guard, GuardedRequest, JsonValue } from "../../../contracts/index.ts";
import type {
  Dialect,
  RawRequest,
  ReadRequest,
  ReadResponse,
  Reply,
  UninspectedKind,
} from "../../../gateway/dialects/index.ts";
import { jsonBody } from "../../../gateway/http/index.ts";
import { applyEdits, EditError, PartList, removeAt } from "../../../gateway/parts/index.ts";
import { badRequest, problem, unreadableAnswer, WireError } from "../../../gateway/problems/index.ts";
import { exchangeOf, type About } from "./about.ts";
import { guardFailed, isStopped, stopError } from "./stops.ts";

export interface WireGuardOptions {
  readonly guard: Guard;
  /** What a client is told of a stop. */
  readonly message: (decision: Decision) => string;
  readonly dialects: readonly Dialect[];
  /** What may pass without being looked into. */
  readonly uninspected: ReadonlySet<UninspectedKind>;
  /** Told every decision, for your own records. */
  readonly onDecision?: (decision: Decision) => void;
}

/** A request that may go on, as the guard left it. */
export interface Admitted {
  readonly dialect: Dialect;
  readonly read: ReadRequest;
  readonly guarded: GuardedRequest;
  /** With the guard's edits written in. */
  readonly body: JsonValue | undefined;
}

/** A request as it came in, its body parsed. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Changed in place: give a copy of what is not yours. */
  readonly body: JsonValue | undefined;
  readonly bytes: number;
}

export const largestBody = 16 * 1024 * 1024;
export const largestEvent = 4 * 1024 * 1024;
const deepest = 64;

/** The guard around one exchange, in whatever protocol it speaks. Fails closed: what cannot be read does not pass. */
export class WireGuard {
  readonly options: WireGuardOptions;

  constructor(options: WireGuardOptions) {
    this.options = options;
  }

  dialectFor(method: string, path: string): Dialect | undefined {
    return this.options.dialects.find((dialect) => dialect.match(method, path));
  }

  /** Decides on a request and writes the edits into it. @throws WireError when it may not go on */
  async request(dialect: Dialect, incoming: Incoming, about: About): Promise<Admitted> {
    const { method, path, query, headers, body, bytes } = incoming;
    const raw: RawRequest = { method, path, query, headers, body, allowed: this.options.uninspected };
    dialect.readHead?.(headers);
    const read = dialect.readRequest(raw);
    const { parts, tools, features } = read;
    const guarded: GuardedRequest = {
      exchange: exchangeOf(randomUUID(), about, read),
      parts,
      tools,
      bytes,
      ...(features === undefined ? {} : { features }),
    };
    const decision = await this.decide(() => this.options.guard.checkRequest(guarded));
    if (isStopped(decision)) throw stopError(decision, this.options.message(decision));
    if (decision.edits.length > 0) write(body ?? null, parts, decision.edits);
    return { dialect, read, guarded, body };
  }

  /** Decides on an answer in one piece. @throws WireError when it may not pass */
  async answer(
    { dialect, read, guarded }: Admitted,
    status: number,
    body: JsonValue | undefined,
    bytes: number,
  ): Promise<JsonValue | undefined> {
    const response =
      status >= 400 ? errorParts(body) : dialect.readResponse(body, read, this.options.uninspected);
    const { parts, tools, predictions, usage } = response;
    const decision = await this.decide(() =>
      this.options.guard.checkResponse(guarded, {
        parts,
        bytes,
        ...(tools === undefined ? {} : { tools }),
        ...(predictions === undefined ? {} : { predictions }),
        ...(usage === undefined ? {} : { usage }),
      }),
    );
    if (isStopped(decision)) throw stopError(decision, this.options.message(decision));
    if (decision.edits.length > 0) {
      write(body ?? null, parts, decision.edits);
      for (const pointer of response.echoes ?? []) removeAt(body ?? null, pointer);
    }
    return body;
  }

  /** @throws WireError when the guard threw */
  async decide(ask: () => Promise<Decision>): Promise<Decision> {
    let decision: Decision;
    try {
      decision = await ask();
    } catch (cause) {
      throw guardFailed(cause);
    }
    this.options.onDecision?.(decision);
    return decision;
  }

  /** What the client is told, in its own protocol. */
  reply(dialect: Dialect, error: unknown, read?: ReadRequest): Reply {
    const told =
      error instanceof WireError ? error.problem : problem("internal", "The exchange could not be guarded.");
    return dialect.problem(told, read);
  }
}

/** A body as JSON. @throws WireError when it is too large or cannot be read */
export function parseBody(bytes: Buffer, whose: "request" | "answer"): JsonValue | undefined {
  const fail = (why: string): WireError =>
    whose === "request" ? badRequest(`The body ${why}.`) : unreadableAnswer(`The answer ${why}.`);
  if (bytes.length > largestBody) throw fail(`has more than ${largestBody} bytes`);
  const parsed = jsonBody(bytes, deepest);
  if (!parsed.ok) throw fail(parsed.why);
  return parsed.value;
}

/** An error of whoever answered: every text in it is inspected like an answer. */
function errorParts(body: JsonValue | undefined): ReadResponse {
  const list = new PartList();
  list.strings(body, "", "output", "assistant", { skip: new Set(["type", "code", "param", "request_id"]) });
  return { parts: list.parts, uninspected: [] };
}

function write(body: JsonValue, parts: ReadResponse["parts"], edits: Parameters<typeof applyEdits>[2]): void {
  try {
    applyEdits(body, parts, edits);
  } catch (cause) {
    if (!(cause instanceof EditError)) throw cause;
    const message = "What has to be taken out cannot be taken out safely.";
    throw new WireError(problem("blocked", message, { code: "bartizan_uneditable" }), { cause });
  }
}
