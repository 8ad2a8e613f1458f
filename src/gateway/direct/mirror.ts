import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import type { JsonValue } from "../../contracts/index.ts";
import { uninspectedKinds, type Dialect } from "../dialects/index.ts";
import {
  guardedExchange,
  Guarding,
  identified,
  type Account,
  type GatewayContext,
} from "../exchange/index.ts";
import { requestBody } from "../http/index.ts";
import { badRequest, problem, WireError } from "../problems/index.ts";
import { answerDirectly } from "./answer.ts";
import { callerOf, nowhere } from "./caller.ts";

/** Copies of a request and its answer from another gateway. */
const mirrorSchema = z.strictObject({
  request: z.strictObject({
    method: z.string().max(16).default("POST"),
    /** As the client asked for it, such as `/v1/chat/completions`. */
    path: z.string().max(2_000),
    body: z.json(),
  }),
  response: z.strictObject({ status: z.int().min(100).max(599).default(200), body: z.json() }).optional(),
  session: z.string().max(256).optional(),
});

const everything = new Set(uninspectedKinds);

/** `POST /v1/mirror`: copies in, decisions out and on record; nothing is ever stopped. */
export const answerMirror = (
  context: GatewayContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> =>
  answerDirectly(context, response, { id: "mirror", operation: "mirror" }, async (account) => {
    const { ports, config } = context;
    const caller = callerOf(request, "/v1/mirror");
    const identity = await identified(ports, caller);
    const { value, bytes } = await requestBody(request, config.limits);
    const checked = mirrorSchema.safeParse(value);
    if (!checked.success) {
      const issue = checked.error.issues[0];
      throw badRequest(
        issue?.message ?? "The body must have `request`.",
        `/${(issue?.path ?? []).join("/")}`,
      );
    }
    account.mode = "mirror";
    const copies = checked.data;
    const [path = "", query] = copies.request.path.split("?", 2);
    const dialect = context.dialects.find((item) => item.match(copies.request.method, path));
    if (dialect === undefined)
      throw new WireError(problem("not-found", "No dialect reads this path.", { at: "/request/path" }));
    const read = dialect.readRequest({
      method: copies.request.method,
      path,
      query: query === undefined ? "" : `?${query}`,
      headers: {},
      body: copies.request.body,
      allowed: everything,
    });
    const session = copies.session === undefined ? {} : { session: copies.session };
    const route = nowhere("mirror");
    const exchange = guardedExchange(account.id, { ...read, ...session }, { identity, caller, route, ports });
    const guarding = new Guarding(ports, {
      deadlineMs: config.guardSeconds * 1_000,
      mirror: true,
      exchange: account.id,
    });
    account.guarding = guarding;
    account.read = read;
    const { parts, tools, features } = read;
    const rows = features === undefined ? {} : { features };
    account.request = { exchange, parts, tools, ...rows, bytes: bytes.length };
    account.uninspected = new Set(read.uninspected);
    await guarding.request(account.request);
    const answer = copies.response;
    if (answer !== undefined && answer.status < 400)
      await mirrorAnswer(account, guarding, dialect, answer.body);
    const decisions = guarding.decisions.map(({ id, direction, action, wouldBe }) => ({
      id,
      direction,
      action,
      wouldBe,
    }));
    return { status: 202, body: { schemaVersion: "bartizan.mirror/v1", exchange: account.id, decisions } };
  });

async function mirrorAnswer(
  account: Account,
  guarding: Guarding,
  dialect: Dialect,
  body: JsonValue,
): Promise<void> {
  const { read, request } = account;
  if (read === undefined || request === undefined) return;
  const { parts, tools, predictions, usage, model, uninspected } = dialect.readResponse(
    body,
    read,
    everything,
  );
  account.response = {
    parts,
    ...(tools === undefined ? {} : { tools }),
    ...(predictions === undefined ? {} : { predictions }),
    ...(usage === undefined ? {} : { usage }),
    bytes: 0,
  };
  if (usage !== undefined) account.usage = usage;
  if (model !== undefined) account.answeredBy = model;
  account.uninspected = new Set([...account.uninspected, ...uninspected]);
  await guarding.response(request, account.response);
}
