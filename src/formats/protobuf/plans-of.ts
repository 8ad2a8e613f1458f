import type { FieldKind, FieldPlan, MessagePlan } from "./plan.ts";

const plainKinds: ReadonlySet<string> = new Set(["int", "float", "text", "bytes", "ints", "skip"]);

/**
 * The plans of many messages from a table of ours: a line for each message with its name, what its bytes are
 * called, `streamed` where it is, and its fields as `number name kind`. A kind with a capital is another message.
 *
 * @example plansOf("Graph graph: 1 node Node, 2 version int\nNode node streamed: 1 name text")("Graph")
 */
export function plansOf(table: string): (name: string) => MessagePlan {
  const plans = new Map<string, MessagePlan>();
  const planOf = (name: string): MessagePlan => {
    const plan = plans.get(name);
    if (plan === undefined) throw new Error(`no message ${name} in the table`);
    return plan;
  };
  for (const line of table.trim().split("\n")) {
    const [head = "", list = ""] = line.split(":");
    const [name = "", title = "", streamed] = head.trim().split(" ");
    const fields: Record<number, FieldPlan> = {};
    for (const part of list.split(",")) {
      const [number = "", field = "", kind = ""] = part.trim().split(" ");
      // Safe: the name was looked up among those of plain kinds.
      if (number !== "")
        fields[Number(number)] = [field, plainKinds.has(kind) ? (kind as FieldKind) : () => planOf(kind)];
    }
    plans.set(name, { title, name, ...(streamed === undefined ? {} : { streamed: true }), fields });
  }
  return planOf;
}
