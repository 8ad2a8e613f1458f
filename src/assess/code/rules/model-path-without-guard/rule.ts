import type { CodeFile, CodeRule, FunctionFact, Report } from "../../contract/index.ts";

const guard = /guard|moderat|shield|firewall|injection|jailbreak|rebuff|lakera|content_?filter/i;
const asks =
  /(?:completions|responses|messages)\.(?:create|parse|stream)$|\.(?:ainvoke|invoke|generate_content|kickoff)$|^ai\.(?:generate|stream)(?:Text|Object)$|^litellm\.a?completion$/;

/**
 * Fires only where somebody has put a guard on one way to the model and left another open: that a file
 * has none at all says nothing about what stands in front of it.
 */
export const rule: CodeRule = {
  id: "model-path-without-guard",
  title: "One way to the model passes the guard, this one does not",
  severity: "medium",
  effect: "review",
  confidence: "medium",
  languages: ["python", "javascript"],
  cwe: ["CWE-693"],
  atlas: ["AML.T0051"],
  owasp: ["LLM01:2025"],
  remedy:
    "Put the guard where all ways meet: one function that checks and then asks the model, called by every handler, or a gateway in front of the model.",
  check(file: CodeFile, report: Report): void {
    const ways = new Map<FunctionFact, { guarded: boolean; asks: CodeFile["calls"][number] | undefined }>();
    for (const call of file.calls) {
      const { inside } = call;
      if (inside === undefined || !inside.isHandler) continue;
      const way = ways.get(inside) ?? { guarded: false, asks: undefined };
      if (guard.test(call.callee) && call.args.length > 0) way.guarded = true;
      if (way.asks === undefined && asks.test(call.callee) && !call.callee.startsWith("?")) way.asks = call;
      ways.set(inside, way);
    }
    const all = [...ways];
    const guarded = all.find(([, way]) => way.guarded && way.asks !== undefined);
    if (guarded === undefined) return;
    const [other] = guarded;
    for (const [handler, way] of all) {
      if (way.guarded || way.asks === undefined) continue;
      // A decorator or a dependency may be the guard.
      const named = [
        ...handler.decorators.map(({ name }) => name),
        ...handler.parameters.map((p) => p.type ?? p.name),
      ];
      if (named.some((name) => guard.test(name))) continue;
      report(
        way.asks,
        `\`${handler.name || "this handler"}\` asks the model without the check that \`${other.name || "another"}\` makes.`,
        {
          related: [{ at: other.at, note: "the way that is guarded" }],
        },
      );
    }
  },
};
