import { missing, text, type Arguments, type Tool, type ToolContext, type ToolResult } from "./tool.ts";

function setState(args: Arguments, { bank }: ToolContext, state: "active" | "frozen"): ToolResult {
  const card = bank.cards.get(text(args, "card"));
  if (!card) return missing("card");
  card.state = state;
  return {
    done: true,
    say: `Done: card ${card.id} is ${state === "frozen" ? "frozen" : "active again"}.`,
    effect: {
      kind: "record-changed",
      name: "card",
      detail: { card: card.id, owner: card.owner, state, stepUp: false },
    },
  };
}

export const freezeCard: Tool = {
  name: "freeze_card",
  description: "Blocks a card at once.",
  parameters: { card: "string" },
  run: (args, context) => setState(args, context, "frozen"),
};

export const unfreezeCard: Tool = {
  name: "unfreeze_card",
  description: "Makes a frozen card work again. Policy asks for step-up; the tool does not check it.",
  parameters: { card: "string" },
  run: (args, context) => setState(args, context, "active"),
};
