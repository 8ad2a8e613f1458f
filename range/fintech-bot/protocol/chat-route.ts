import { createHash } from "node:crypto";
import { seededRandom } from "../../../src/stats/index.ts";
import { respond, type Answer } from "../agent/turn.ts";
import { openSession, type BotSession } from "../agent/session.ts";
import { defencesAt, levels, type Level } from "../defences/levels.ts";
import { clientCall } from "./client-tools.ts";
import { completionId, usageOf, type Reply } from "./completion.ts";
import type { Failure } from "./failure.ts";
import type { ChatRequest } from "./request.ts";

/** `mira-l3` → 3, `mira` → the level the server was started with. */
export function levelOf(model: string, standard: Level): Level | Failure {
  const named = model === "mira" ? standard : levels.find((level) => model === `mira-l${level}`);
  return (
    named ?? {
      status: 404,
      type: "invalid_request_error",
      code: "model_not_found",
      param: "model",
      message: `The model '${model.slice(0, 80)}' does not exist. Try 'mira' or 'mira-l0' to 'mira-l5'.`,
    }
  );
}

/** Answers one request inside its session. Pure but for the session: same seed, same conversation, same answer. */
export function chat(
  request: ChatRequest,
  level: Level,
  session: BotSession,
  seed: string,
  now: number,
): Reply {
  const conversation = JSON.stringify([request.messages, session.plants, session.memory]);
  const digest = createHash("sha256").update(conversation).digest("hex");
  const random = seededRandom(seed).derive(digest);
  const call = clientCall(request);
  const nothing: Answer = { text: "", steps: [] };
  const answer = call ? nothing : respond(request.messages, session, defencesAt[level], random);
  return {
    id: completionId(`${seed} ${level} ${digest}`),
    created: Math.floor(now / 1000),
    level,
    answer,
    ...(call ? { call } : {}),
    usage: usageOf(request, answer),
  };
}

/** A request without a session id stands alone. */
export const lonelySession = (principal: string | undefined, now: () => number): BotSession =>
  openSession({ id: principal ?? "cust-1001", role: "customer", verified: true }, now);
