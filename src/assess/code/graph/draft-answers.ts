import type { CodeGraph } from "../../../contracts/index.ts";
import type { DraftAnswers } from "../../../system/index.ts";

const local = new Set(["local-models"]);

/**
 * What the graph of a tree answers of the questions behind a draft manifest. What code does not say (who the
 * users are, where they live) is answered as cautiously as can be; the draft marks it `CHECK`.
 *
 * @example draftManifest(draftAnswersOf(report.graph, { id: "shop", name: "Shop" }))
 */
export function draftAnswersOf(
  graph: CodeGraph,
  system: { readonly id: string; readonly name: string },
): DraftAnswers {
  const of = (kind: CodeGraph["nodes"][number]["kind"]): CodeGraph["nodes"][number][] =>
    graph.nodes.filter((node) => node.kind === kind);
  const [model] = of("model");
  const tools = of("tool");
  const agents = of("agent");
  const does = (...facts: readonly string[]): boolean =>
    tools.some((tool) => facts.some((fact) => tool.facts[fact] === true));
  const effects: DraftAnswers["effects"][number][] = [];
  if (tools.length > 0) effects.push("read");
  if (does("sql", "path")) effects.push("write");
  if (tools.some(({ name }) => /pay|refund|transfer|purchase|invoice/i.test(name))) effects.push("money");
  if (does("url") || tools.some(({ name }) => /mail|send|post|message|notify/i.test(name)))
    effects.push("communicate");
  if (does("shell", "code")) effects.push("code");
  return {
    ...system,
    purpose: `CHECK: drawn from code: ${agents.length} agents, ${tools.length} tools, ${of("server").length} MCP servers`,
    users: "public",
    jurisdictions: ["EU"],
    autonomy: tools.length === 0 ? "answers" : "acts-alone",
    model: {
      hosted: model?.framework !== undefined && local.has(model.framework) ? "self" : "vendor",
      name: model?.name ?? "unknown",
    },
    retrieval: of("data").length > 0,
    memory: false,
    effects,
  };
}
