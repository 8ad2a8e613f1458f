import type { Dialect, UninspectedKind } from "../../gateway/dialects/index.ts";
import { openAiProblem } from "../../gateway/openai/index.ts";
import { badRequest } from "../../gateway/problems/index.ts";
import type { About } from "./wire/about.ts";
import { readDialect, type ReadBody } from "./wire/read-dialect.ts";
import type { WireGuard } from "./wire/wire-guard.ts";

export type { UninspectedKind };

/** Protocols a route may speak under another path than its usual one. */
const usualPaths = {
  "openai-chat": "/v1/chat/completions",
  "openai-responses": "/v1/responses",
  "anthropic-messages": "/v1/messages",
} as const;

export interface MiddlewareOptions<Subject> {
  /** The protocol of the routes it stands before; told from the path (`/v1/chat/completions`, …) unless given. */
  readonly dialect?: keyof typeof usualPaths;
  /** For bodies of your own: names the texts in requests and answers. */
  readonly read?: ReadBody;
  /** Who asks and in what matter. */
  readonly about?: (subject: Subject) => About;
  /** What becomes of requests that nobody can read here: refused unless `pass` is written. */
  readonly others?: "refuse" | "pass";
}

/** How a request is to be read; undefined: it passes as it is. */
export interface Reading {
  readonly dialect: Dialect;
  readonly path: string;
}

const harmless = new Set(["GET", "HEAD", "OPTIONS"]);

/** @throws WireError when nobody can read it */
export function readingOf(
  wire: WireGuard,
  method: string,
  path: string,
  { dialect, read, others = "refuse" }: Pick<MiddlewareOptions<never>, "dialect" | "read" | "others">,
): Reading | undefined {
  const own = (dialect !== undefined || read !== undefined) && !harmless.has(method);
  if (own && read !== undefined) return { dialect: readDialect(read), path };
  const usual = dialect === undefined || !own ? path : usualPaths[dialect];
  const found = wire.dialectFor(method, usual);
  if (found !== undefined) return { dialect: found, path: usual };
  if (others === "pass" || harmless.has(method)) return undefined;
  throw badRequest("The guard knows no protocol by which to read this request.");
}

/** What a client is told where the protocol is not known. */
export const unknownDialect = { problem: openAiProblem } as Pick<Dialect, "problem"> as Dialect;
