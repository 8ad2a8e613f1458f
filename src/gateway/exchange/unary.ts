import type { JsonValue } from "../../contracts/index.ts";
import type { Dialect, ReadResponse, Reply, UninspectedKind } from "../dialects/dialect.ts";
import { decompress, jsonBody } from "../http/index.ts";
import { applyEdits, EditError, PartList, removeAt } from "../parts/index.ts";
import { problem, unreadableAnswer, WireError } from "../problems/index.ts";
import { connectionProblem, type Answer, type AnswerHeaders, type Departure } from "../upstream/index.ts";
import { stopProblem } from "./guarding.ts";
import type { Account } from "./report.ts";
import { withToolNames } from "./tool-names.ts";

/** The whole body of an answer. @throws WireError when it is too large or breaks off */
export function wholeBody(
  answer: Answer,
  upstream: string,
  most: number,
  client: Departure,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    client.tell(() => {
      answer.abort();
      reject(connectionProblem(new Error("left"), upstream));
    });
    if (client.gone) client.leave();
    answer.read({
      data: (chunk) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes <= most) return;
        answer.abort();
        reject(tooLarge(most));
      },
      end: () => resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
      error: (error) => reject(connectionProblem(error, upstream)),
    });
  });
}

const tooLarge = (most: number): WireError =>
  unreadableAnswer(`The upstream's answer has more than ${most} bytes.`);

/** An answer's bytes as JSON, decompressed within bounds. @throws WireError */
export async function answerJson(
  bytes: Buffer,
  headers: AnswerHeaders,
  limits: { readonly answerBytes: number; readonly depth: number },
): Promise<JsonValue | undefined> {
  const encoding = headers["content-encoding"];
  let plain = bytes;
  if (encoding !== undefined) {
    const result = await decompress(bytes, String(encoding), limits.answerBytes);
    if (!result.ok) {
      if (result.why === "too-large") throw tooLarge(limits.answerBytes);
      throw unreadableAnswer("The upstream's answer is in an encoding that cannot be read.");
    }
    plain = result.bytes;
  }
  const parsed = jsonBody(plain, limits.depth);
  if (!parsed.ok) throw unreadableAnswer(`The upstream's answer ${parsed.why}.`);
  return parsed.value;
}

/** An upstream's own error: every text in it is inspected like an answer. */
function readError(body: JsonValue | undefined, status: number, upstream: string): ReadResponse {
  if (status === 401 || status === 403 || status === 407) {
    // It may repeat a part of the key, and the client cannot do anything about it.
    throw new WireError(
      problem("upstream-failed", `The upstream \`${upstream}\` refused the gateway's credentials.`),
    );
  }
  const list = new PartList();
  list.strings(body, "", "output", "assistant", { skip: new Set(["type", "code", "param", "request_id"]) });
  return { parts: list.parts, uninspected: [] };
}

/**
 * Lets the guard decide on an answer of one piece and writes its edits.
 *
 * @throws WireError when the answer may not pass or cannot be understood
 */
export async function guardedAnswer(
  account: Account,
  dialect: Dialect,
  received: { readonly status: number; readonly body: JsonValue | undefined; readonly bytes: number },
  allowed: ReadonlySet<UninspectedKind>,
): Promise<Reply> {
  const { guarding, request, read } = account;
  if (guarding === undefined || request === undefined || read === undefined) throw new Error("not admitted");
  const { status, body, bytes } = received;
  const response =
    status >= 400
      ? readError(body, status, account.upstream ?? "")
      : dialect.readResponse(body, read, allowed);
  noteAnswer(account, response, bytes);
  const said = account.response ?? { parts: [], bytes };
  const parts = withToolNames(said.parts, request.tools ?? []);
  const verdict = await guarding.response(request, parts === said.parts ? said : { ...said, parts });
  if (!verdict.allowed) throw stopProblem(verdict.decision, "answer");
  if (verdict.edits.length > 0) writeEdits(body, response, verdict.edits);
  return { status, body: body ?? null };
}

function noteAnswer(account: Account, response: ReadResponse, bytes: number): void {
  const { parts, tools, predictions, usage, model, uninspected } = response;
  account.response = {
    parts,
    ...(tools === undefined ? {} : { tools }),
    ...(predictions === undefined ? {} : { predictions }),
    ...(usage === undefined ? {} : { usage }),
    bytes,
  };
  if (usage !== undefined) account.usage = usage;
  if (model !== undefined) account.answeredBy = model;
  if (uninspected.length > 0) account.uninspected = new Set([...account.uninspected, ...uninspected]);
}

function writeEdits(
  body: JsonValue | undefined,
  { parts, echoes = [] }: ReadResponse,
  edits: Parameters<typeof applyEdits>[2],
): void {
  try {
    applyEdits(body ?? null, parts, edits);
  } catch (cause) {
    throw uneditable(cause);
  }
  for (const pointer of echoes) removeAt(body ?? null, pointer);
}

/** An edit that cannot be written back stops the exchange. */
export function uneditable(cause: unknown): Error {
  if (!(cause instanceof EditError)) return cause instanceof Error ? cause : new Error("edit", { cause });
  const message = "What has to be taken out cannot be taken out safely.";
  return new WireError(problem("blocked", message, { code: "bartizan_uneditable" }), { cause });
}
