import type { JsonValue, Part } from "../../../contracts/index.ts";
import type { Dialect } from "../../../gateway/dialects/index.ts";
import { openAiProblem } from "../../../gateway/openai/index.ts";
import { valueAt } from "../../../gateway/parts/index.ts";
import { badRequest, unreadableAnswer } from "../../../gateway/problems/index.ts";

/** A text in a body: its JSON pointer (RFC 6901), and what it is. */
export type BodyText = Pick<Part, "at"> & Partial<Pick<Part, "stage" | "role" | "source">>;

/** Names the texts of bodies of your own. What they do not name is not inspected. */
export interface ReadBody {
  /** Of a request; a user's input unless `stage` and `role` say otherwise. */
  readonly request: (body: JsonValue) => readonly BodyText[];
  /** Of an answer in one piece; the assistant's output unless told. Absent: answers pass unread. */
  readonly answer?: (body: JsonValue) => readonly BodyText[];
}

/** A protocol made of functions that name the texts. It knows no streams: an event stream is refused. */
export function readDialect(read: ReadBody): Dialect {
  return {
    id: "own",
    about: "A body of the application's own.",
    upstream: "openai",
    operation: "chat",
    match: () => true,
    readRequest: ({ path, query, body }) => {
      if (body === undefined) throw badRequest("The body is empty.");
      const texts = read.request(body).map((text) => {
        const value = valueAt(body, text.at);
        if (typeof value !== "string") throw badRequest("There is no text here.", text.at);
        return { stage: "input" as const, role: "user" as const, ...text, text: value };
      });
      const said = (role: Part["role"]): string[] =>
        texts.filter((text) => text.role === role).map(({ text }) => text);
      return {
        target: path + query,
        stream: false,
        parts: texts,
        tools: [],
        context: { instructions: said("system"), userTexts: said("user"), tools: [] },
        uninspected: [],
        repeatable: true,
      };
    },
    readResponse: (body) => {
      if (body === undefined || read.answer === undefined) return { parts: [], uninspected: [] };
      const parts = read.answer(body).map((text) => {
        const value = valueAt(body, text.at);
        if (typeof value !== "string") throw unreadableAnswer("The answer has no text where one is named.");
        return { stage: "output" as const, role: "assistant" as const, ...text, text: value };
      });
      return { parts, uninspected: [] };
    },
    problem: openAiProblem,
  };
}
