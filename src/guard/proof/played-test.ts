import type {
  GuardedExchange,
  GuardedRequest,
  GuardedResponse,
  Part,
  Principal,
  Role,
  Stage,
  ToolDefinition,
} from "../../contracts/index.ts";
import type { TestDocument, TestTurn } from "../document/test-schema.ts";

/** One request of a test, and the answer to it where the test holds one. */
export interface Play {
  readonly request: GuardedRequest;
  readonly response?: GuardedResponse;
}

/**
 * A test as the requests and answers a guard would see: every run of assistant turns is an answer to all that
 * goes before it. The last play holds what is judged.
 */
export function playsOf(test: TestDocument): readonly Play[] {
  const turns = turnsOf(test);
  const plays: Play[] = [];
  for (let at = 0; at <= turns.length;) {
    const from = turns.findIndex((turn, index) => index >= at && isAnswer(turn));
    if (from === -1) {
      if (at < turns.length || plays.length === 0) plays.push({ request: requestOf(test, turns) });
      break;
    }
    const rest = turns.findIndex((turn, index) => index > from && !isAnswer(turn));
    const until = rest === -1 ? turns.length : rest;
    const parts = turns.slice(from, until).flatMap((turn, index) => partsOf(turn, from + index, true));
    plays.push({ request: requestOf(test, turns.slice(0, from)), response: { parts, bytes: sizeOf(parts) } });
    at = until;
  }
  return plays;
}

/** The part that is judged: the last. */
export const judgedPart = ({ request, response }: Play): Part | undefined =>
  (response ?? request).parts.findLast(({ stage }) => stage !== "tool-definition");

function turnsOf(test: TestDocument): readonly TestTurn[] {
  const { conversation, text, toolCall, role, stage, source } = test;
  if (conversation !== undefined) return conversation;
  if (toolCall !== undefined) return [{ role: "assistant", toolCall }];
  if (text === undefined) return [];
  return [
    {
      role: role ?? (stage === undefined ? "user" : speakerOf[stage]),
      text,
      ...(stage === undefined ? {} : { stage }),
      ...(source === undefined ? {} : { source }),
    },
  ];
}

const speakerOf: Readonly<Record<Stage, Role>> = {
  input: "user",
  document: "document",
  "tool-definition": "system",
  "tool-call": "assistant",
  "tool-result": "tool",
  output: "assistant",
};
const stageOf: Readonly<Record<Role, Stage>> = {
  system: "input",
  user: "input",
  assistant: "input",
  tool: "tool-result",
  document: "document",
};

/** An assistant's turn that a test calls `input` is history, as a client sends it. */
const isAnswer = ({ role, stage }: TestTurn): boolean => role === "assistant" && stage !== "input";

function partsOf(turn: TestTurn, index: number, answer: boolean): Part[] {
  const { role, text, toolCall, source } = turn;
  const stage = turn.stage ?? (answer ? "output" : stageOf[role]);
  const parts: Part[] = [];
  if (text !== undefined)
    parts.push({
      at: `/turns/${index}/text`,
      stage,
      role,
      text,
      ...(source === undefined ? {} : { source }),
    });
  if (toolCall !== undefined)
    parts.push({
      at: `/turns/${index}/toolCall`,
      stage: "tool-call",
      role: "assistant",
      text: toolCall.arguments,
      source: toolCall.name,
      toolCall: { id: `call-${index}`, ...toolCall },
    });
  return parts;
}

function requestOf(test: TestDocument, turns: readonly TestTurn[]): GuardedRequest {
  const tools = (test.tools ?? []).map(({ name, description, parameters }): ToolDefinition => ({
    name,
    ...(description === undefined ? {} : { description }),
    ...(parameters === undefined ? {} : { parameters }),
  }));
  const parts = [
    ...tools.flatMap(({ name, description }, index): Part[] =>
      description === undefined
        ? []
        : [
            {
              at: `/tools/${index}/description`,
              stage: "tool-definition",
              role: "system",
              text: description,
              source: name,
            },
          ],
    ),
    ...turns.flatMap((turn, index) => partsOf(turn, index, false)),
  ];
  return {
    exchange: exchangeOf(test, turns, tools),
    parts,
    tools,
    ...(test.features === undefined ? {} : { features: test.features }),
    bytes: test.bytes ?? sizeOf(parts),
  };
}

function exchangeOf(
  test: TestDocument,
  turns: readonly TestTurn[],
  tools: readonly ToolDefinition[],
): GuardedExchange {
  const said = (role: Role): string[] =>
    turns.flatMap((turn) => (turn.role === role && turn.text !== undefined ? [turn.text] : []));
  const { team, key, model } = test;
  return {
    id: test.name,
    principal: principalOf(test),
    session: test.session ?? "test",
    route: test.route ?? "test",
    tags: test.tags ?? [],
    dataClasses: test.dataClasses ?? [],
    ...(team === undefined ? {} : { team }),
    ...(key === undefined ? {} : { virtualKey: key }),
    ...(model === undefined ? {} : { model }),
    context: {
      instructions: said("system"),
      canaries: test.canaries ?? [],
      userTexts: said("user"),
      tools,
    },
  };
}

function principalOf({ principal }: TestDocument): Principal {
  if (principal === undefined) return { id: "tester", verified: true };
  const { id, role, verified } = principal;
  return { id, verified, ...(role === undefined ? {} : { role }) };
}

const sizeOf = (parts: readonly Part[]): number =>
  parts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
