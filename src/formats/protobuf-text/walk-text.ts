import { memorySource, type ByteSource } from "../bytes/byte-source.ts";
import { FormatFault } from "../fault/format-fault.ts";
import { Message, type FieldPlan, type MessagePlan, type MessageValue } from "../protobuf/index.ts";
import { TextTokens } from "./text-tokens.ts";

/** As the reader of the binary form has them. */
const deepest = 100;
const mostKept = 2_000_000;
const longestList = 100_000;
const longestText = 64 * 1024;
const mostBytes = 32_000_000;

export interface TextVisit {
  /** Bytes that are read. Fields that no plan has are left out of it. */
  claim(start: number, end: number): void;
  /** Each streamed message when it has been read, the inner ones before the outer. */
  message?(message: Message, bytes: ByteSource): void | Promise<void>;
  /** Fields of the kind `bytes` whose value is kept; of others only that they are there. */
  readonly keep?: ReadonlySet<string>;
}

interface Walk {
  readonly tokens: TextTokens;
  readonly visit: TextVisit;
  kept: number;
  keptBytes: number;
  claimed: number;
  /** Fields around this place that are not kept. */
  ignored: number;
}

/**
 * Reads a message in the text form with those inside it by a plan, as `walkMessages` reads the binary form: the same
 * messages come out. The place of a value of the kind `bytes` is in the source that goes with the message, because
 * it is written with escapes. Linear in its length; what is kept at one time is bounded.
 *
 * Format: protobuf.dev, "Text Format Language Specification".
 *
 * @throws FormatFault where the text breaks off or breaks the rules; `too-large` beyond the limits
 * @example const model = await walkTextMessages(source, savedModelPlan, { claim, message: (node) => judge(node) });
 */
export async function walkTextMessages(
  source: ByteSource,
  plan: MessagePlan,
  visit: TextVisit,
): Promise<Message> {
  const walk: Walk = { tokens: new TextTokens(source), visit, kept: 0, keptBytes: 0, claimed: 0, ignored: 0 };
  const { tokens } = walk;
  const message = new Message(plan, 0, source.size, undefined);
  try {
    await tokens.next();
    await fields(walk, message, "", 0);
  } catch (cause) {
    visit.claim(walk.claimed, tokens.start);
    throw cause;
  }
  visit.claim(walk.claimed, source.size);
  return message;
}

/** The bytes of a message's fields: they belong to it alone, so that they go when it goes. */
const held = new WeakMap<Message, Uint8Array[]>();

async function fields(walk: Walk, message: Message, close: string, depth: number): Promise<void> {
  if (depth > deepest)
    throw new FormatFault("too-large", `messages deeper than ${deepest}`, walk.tokens.start);
  const { tokens } = walk;
  const before = walk.kept;
  for (;;) {
    if (tokens.isKind("end")) {
      if (close !== "") throw new FormatFault("truncated", "a message that does not end", tokens.start);
      break;
    }
    if (close !== "" && tokens.isSign(close)) break;
    await field(walk, message, depth);
    if (tokens.isSign(",", ";")) await tokens.next();
  }
  message.to = tokens.end;
  if (message.plan.streamed === true) {
    await walk.visit.message?.(message, bytesOfMessage(message));
    walk.kept = before;
  }
}

async function field(walk: Walk, message: Message, depth: number): Promise<void> {
  const { tokens } = walk;
  const { start } = tokens;
  const name = await fieldName(tokens);
  const plan = planOfField(message.plan, name);
  const isUnknown = plan === undefined && walk.ignored === 0;
  if (isUnknown) {
    message.unknown += 1;
    walk.visit.claim(walk.claimed, start);
    walk.claimed = start;
  }
  if (plan === undefined || plan[1] === "skip") walk.ignored += 1;
  let colon = false;
  if (tokens.isSign(":")) {
    colon = true;
    await tokens.next(plan === undefined ? 0 : wanted(walk, plan));
  }
  if (tokens.isSign("[")) await list(walk, message, plan, depth);
  else await value(walk, message, plan, depth, colon);
  if (plan === undefined || plan[1] === "skip") walk.ignored -= 1;
  if (isUnknown) walk.claimed = tokens.start;
}

/** A name, or that of an extension or a type in brackets, which no plan has. */
async function fieldName(tokens: TextTokens): Promise<string> {
  if (tokens.isKind("name")) {
    const name = tokens.word;
    await tokens.next();
    return name;
  }
  if (!tokens.isSign("[")) throw new FormatFault("malformed", "a field without a name", tokens.start);
  for (await tokens.next(); !tokens.isSign("]"); await tokens.next())
    if (!tokens.isKind("name", "number") && !tokens.isSign(".", "/", "-"))
      throw new FormatFault("malformed", "a name in brackets that does not end", tokens.start);
  await tokens.next();
  return "";
}

async function list(walk: Walk, message: Message, plan: FieldPlan | undefined, depth: number): Promise<void> {
  const { tokens } = walk;
  const keep = plan === undefined ? 0 : wanted(walk, plan);
  await tokens.next(keep);
  while (!tokens.isSign("]")) {
    await value(walk, message, plan, depth, true);
    if (tokens.isSign(",")) await tokens.next(keep);
    else if (!tokens.isSign("]")) throw new FormatFault("malformed", "a list without a comma", tokens.start);
  }
  await tokens.next();
}

async function value(
  walk: Walk,
  message: Message,
  plan: FieldPlan | undefined,
  depth: number,
  colon: boolean,
): Promise<void> {
  const { tokens } = walk;
  if (tokens.isSign("{", "<")) {
    const close = tokens.word === "{" ? "}" : ">";
    const kind = plan?.[1];
    const inner = new Message(
      typeof kind === "function" ? kind() : unknownPlan,
      tokens.start,
      tokens.start,
      message,
    );
    if (kind !== undefined && kind !== "skip" && typeof kind !== "function")
      throw new FormatFault("malformed", "a message where a value is to be", tokens.start);
    await tokens.next();
    await fields(walk, inner, close, depth + 1);
    await tokens.next();
    if (plan !== undefined && typeof kind === "function" && inner.plan.streamed !== true)
      keep(walk, message, plan[0], inner, 1);
    return;
  }
  if (!colon) throw new FormatFault("malformed", "a value without a colon before it", tokens.start);
  const isNegative = tokens.isSign("-");
  if (isNegative) await tokens.next();
  if (!tokens.isKind("name", "number", "text"))
    throw new FormatFault("malformed", "a field without a value", tokens.start);
  if (plan !== undefined) scalar(walk, message, plan, isNegative);
  await tokens.next();
}

function scalar(walk: Walk, message: Message, [name, kind]: FieldPlan, isNegative: boolean): void {
  const { tokens } = walk;
  if (typeof kind === "function") {
    throw new FormatFault("malformed", "a value where a message is to be", tokens.start);
  }
  switch (kind) {
    case "skip":
      message.skipped.set(name, (message.skipped.get(name) ?? 0) + tokens.end - tokens.start);
      return;
    case "int":
    case "ints":
    case "float": {
      const number = numberOf(tokens, isNegative);
      if (number === undefined) return;
      if (kind === "ints" && message.count(name) >= longestList) message.cut.add(name);
      else keep(walk, message, name, number, 1);
      return;
    }
    case "text":
      if (!tokens.isKind("text"))
        throw new FormatFault("malformed", "no text where one is to be", tokens.start);
      if (tokens.cut) message.cut.add(name);
      keep(walk, message, name, decoder.decode(tokens.bytes), 1 + tokens.bytes.length / 64);
      return;
    case "bytes":
      if (!tokens.isKind("text"))
        throw new FormatFault("malformed", "no text where one is to be", tokens.start);
      keep(walk, message, name, holdBytes(walk, message, name), 1);
  }
}

const decoder = new TextDecoder();

function holdBytes(walk: Walk, message: Message, name: string): { from: number; to: number } {
  const { bytes, cut, start } = walk.tokens;
  if (walk.visit.keep?.has(name) !== true) return { from: 0, to: 0 };
  walk.keptBytes += bytes.length;
  if (cut || walk.keptBytes > mostBytes)
    throw new FormatFault("too-large", `texts of more than ${mostBytes} bytes`, start);
  const owner = streamedOf(message);
  const parts = held.get(owner) ?? [];
  held.set(owner, parts);
  const from = parts.reduce((sum, part) => sum + part.length, 0);
  parts.push(bytes);
  return { from, to: from + bytes.length };
}

/** The message that is handed on with what is in this one. */
function streamedOf(message: Message): Message {
  let at = message;
  while (at.plan.streamed !== true && at.parent !== undefined) at = at.parent;
  return at;
}

function bytesOfMessage(message: Message): ByteSource {
  return memorySource(Buffer.concat(held.get(message) ?? []));
}

/** How many bytes of a text are wanted for a field. */
function wanted(walk: Walk, [name, kind]: FieldPlan): number {
  if (kind === "text") return longestText;
  return kind === "bytes" && walk.visit.keep?.has(name) === true ? mostBytes : 0;
}

/** Of a number or truth; the names of enumerations are not known here. */
function numberOf({ kind, word }: TextTokens, isNegative: boolean): number | undefined {
  if (kind === "name") return word === "true" ? 1 : word === "false" ? 0 : undefined;
  if (kind !== "number") return undefined;
  const plain = word.replace(/[fF]$/, "");
  const isOctal = /^0[0-7]+$/.test(word);
  const number = /^0[xX]/.test(word) ? Number(word) : isOctal ? Number.parseInt(word, 8) : Number(plain);
  return Number.isNaN(number) ? undefined : isNegative ? -number : number;
}

function keep(walk: Walk, message: Message, name: string, value: MessageValue, weight: number): void {
  walk.kept += weight;
  if (walk.kept > mostKept)
    throw new FormatFault("too-large", "more fields at one time than are kept here", walk.tokens.start);
  message.add(name, value);
}

const unknownPlan: MessagePlan = { title: "unknown", fields: {} };

const byName = new WeakMap<MessagePlan, ReadonlyMap<string, FieldPlan>>();

function planOfField(plan: MessagePlan, name: string): FieldPlan | undefined {
  let names = byName.get(plan);
  if (names === undefined) {
    names = new Map(Object.values(plan.fields).map((field) => [field[0], field]));
    byName.set(plan, names);
  }
  return names.get(name);
}
