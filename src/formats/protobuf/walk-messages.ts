import { FormatFault } from "../fault/format-fault.ts";
import type { ByteSource } from "../bytes/byte-source.ts";
import { Message, type Span } from "./message.ts";
import type { FieldPlan, MessagePlan } from "./plan.ts";
import { readFields, type WireField } from "./read-message.ts";
import { bytesOf, floatOf, int64Of, packedVarints, textOf } from "./values.ts";

export interface Visit {
  /** Says what bytes are. Bytes of fields that no plan has are not said anything of. */
  claim(start: number, end: number, what: string): void;
  /** Each streamed message when it has been read, the inner ones before the outer. */
  message?(message: Message): void | Promise<void>;
}

/** Messages inside each other: what the readers of Google take by default. */
const deepest = 100;
/** Values that are kept at one time; text counts by its length. */
const mostKept = 2_000_000;
const longestList = 100_000;
const longestText = 64 * 1024;

/**
 * Reads a message with those inside it by a plan, gives every known byte a name, and hands the streamed
 * ones to `visit`. What is kept at one time is bounded.
 *
 * @throws FormatFault `too-large` beyond the limits; whatever the wire format forbids
 */
export async function walkMessages(
  source: ByteSource,
  start: number,
  end: number,
  plan: MessagePlan,
  visit: Visit,
): Promise<Message> {
  return walk({ source, visit, kept: 0 }, plan, start, end, 0, undefined, undefined);
}

interface Walk {
  readonly source: ByteSource;
  readonly visit: Visit;
  kept: number;
}

/** At once where the message is in memory and nobody is waited for: most are small, and there are millions. */
function walk(
  state: Walk,
  plan: MessagePlan,
  start: number,
  end: number,
  depth: number,
  held: Uint8Array | undefined,
  parent: Message | undefined,
): Message | Promise<Message> {
  if (depth > deepest) throw new FormatFault("too-large", `messages deeper than ${deepest}`, start);
  const message = new Message(plan, start, end, parent);
  const before = state.kept;
  const reading = readFields(
    state.source,
    start,
    end,
    (field) => {
      const known = plan.fields[field.number];
      if (known === undefined) {
        message.unknown += 1;
        return undefined;
      }
      return take(state, message, known, field, depth);
    },
    {},
    held,
  );
  const taken = (): Message => {
    if (plan.streamed === true) state.kept = before;
    return message;
  };
  const told = (): Message | Promise<Message> => {
    const visiting = plan.streamed === true ? state.visit.message?.(message) : undefined;
    return visiting === undefined ? taken() : visiting.then(taken);
  };
  return reading === undefined ? told() : reading.then(told);
}

function take(
  state: Walk,
  message: Message,
  [name, kind]: FieldPlan,
  field: WireField,
  depth: number,
): void | Promise<void> {
  const { source, visit } = state;
  const { wire, start, from, to } = field;
  const { title } = message.plan;
  if (typeof kind === "function") {
    if (wire !== "len") return undefined;
    const plan = kind();
    visit.claim(start, from, plan.title);
    const keepInner = (inner: Message): void => {
      if (plan.streamed !== true) keep(state, message, name, inner, 1, start);
    };
    const inner = walk(state, plan, from, to, depth + 1, field.bytes, message);
    return inner instanceof Message ? keepInner(inner) : inner.then(keepInner);
  }
  const scalar = wire === "varint" || wire === "i32" || wire === "i64";
  switch (kind) {
    case "skip":
      visit.claim(start, to, title);
      message.skipped.set(name, (message.skipped.get(name) ?? 0) + to - from);
      return undefined;
    case "int":
      // A number of another wire type than its own is a field nobody knows.
      if (wire !== "varint") return undefined;
      visit.claim(start, to, title);
      return keep(state, message, name, int64Of(field), 1, start);
    case "float":
      if (wire !== "i32" && wire !== "i64") return undefined;
      visit.claim(start, to, title);
      return keep(state, message, name, floatOf(field), 1, start);
    case "bytes": {
      if (wire !== "len") return undefined;
      visit.claim(start, from, title);
      visit.claim(from, to, `${title}: ${name}`);
      const span: Span = { from, to };
      return keep(state, message, name, span, 1, start);
    }
    case "text": {
      if (wire !== "len") return undefined;
      visit.claim(start, to, title);
      if (to - from > longestText) message.cut.add(name);
      const text = textOf(source, field, longestText);
      const weight = 1 + Math.min(to - from, longestText) / 64;
      if (typeof text === "string") return keep(state, message, name, text, weight, start);
      return text.then((read) => keep(state, message, name, read, weight, start));
    }
    case "ints": {
      if (scalar) {
        visit.claim(start, to, title);
        return keepInt(state, message, name, int64Of(field), start);
      }
      visit.claim(start, to, title);
      if (to - from > 10 * longestList) {
        message.cut.add(name);
        return undefined;
      }
      return bytesOf(source, field, 10 * longestList).then((bytes) => {
        for (const number of packedVarints(bytes, longestList)) keepInt(state, message, name, number, start);
      });
    }
  }
}

function keepInt(state: Walk, message: Message, name: string, value: number, at: number): void {
  if (message.count(name) >= longestList) message.cut.add(name);
  else keep(state, message, name, value, 1, at);
}

function keep(
  state: Walk,
  message: Message,
  name: string,
  value: number | string | Span | Message,
  weight: number,
  at: number,
): void {
  state.kept += weight;
  if (state.kept > mostKept)
    throw new FormatFault("too-large", "more fields at one time than are kept here", at);
  message.add(name, value);
}
