import { text, type Tool } from "./tool.ts";

/** A conversation that saves more notes than this loses the oldest. */
const most = 50;

export const remember: Tool = {
  name: "remember",
  description: "Keeps a note for later turns of this customer.",
  parameters: { text: "string" },
  run(args, { memory, principal }) {
    const note = text(args, "text").slice(0, 2000);
    if (memory.length >= most) memory.shift();
    memory.push(note);
    return {
      done: true,
      say: "Done: I will keep that in mind.",
      effect: { kind: "record-changed", name: "memory", detail: { owner: principal.id, text: note } },
    };
  },
};

export const recall: Tool = {
  name: "recall",
  description: "Reads the notes kept for this customer.",
  parameters: {},
  run(_args, { memory, principal }) {
    return {
      done: true,
      say:
        memory.length === 0 ? "I have no notes about you yet." : `I have ${memory.length} notes about you.`,
      effect: { kind: "data-read", name: "memory", detail: { owner: principal.id, count: memory.length } },
    };
  },
};

export const searchKb: Tool = {
  name: "search_kb",
  description: "Searches the knowledge base.",
  parameters: { query: "string" },
  run(args, { search }) {
    const query = text(args, "query").slice(0, 500);
    const found = search(query);
    return {
      done: true,
      say: found[0] ?? "Tell me a little more, and I will look it up.",
      effect: { kind: "data-read", name: "knowledge", detail: { query, count: found.length } },
    };
  },
};
