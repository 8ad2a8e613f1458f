import { stringOf, type CodeFile, type CodeRule, type FunctionFact } from "../../contract/index.ts";
import { isInside, rewardsOf, rewardTrainers } from "../../mechanisms/reward-functions.ts";

const measures = /^builtins\.(?:len|abs|min|max|float|int|sum|range|zip|list|round|enumerate|str)$/;
const plain = /^(?:append|strip|split|lower|count|startswith|endswith|get)$/;

/** What a function looks at, if that is only how long a text is, or which fixed words are in it. */
function shallow(file: CodeFile, found: FunctionFact): string | undefined {
  const calls = file.calls.filter(({ at }) => isInside(at, found));
  if (!calls.every(({ callee, method }) => measures.test(callee) || plain.test(method))) return undefined;
  const tests = file.comparisons.filter(({ at }) => isInside(at, found));
  const words = tests.filter(({ operator, left }) => operator === "in" && (stringOf(left)?.length ?? 0) > 0);
  // Compared with an answer that the data set brings: that is what a reward is for.
  const others = tests.filter(
    (one) => !words.includes(one) && one.right.kind !== "literal" && one.left.kind !== "literal",
  );
  if (others.length > 0) return undefined;
  const fixed = calls.some(
    ({ method, args }) =>
      /^(?:count|startswith|endswith)$/.test(method) && stringOf(args[0]?.value) !== undefined,
  );
  if (words.length > 0 || fixed) return "whether fixed words are in the text";
  return calls.some(({ callee }) => callee === "builtins.len") ? "how long the text is" : undefined;
}

export const rule: CodeRule = {
  id: "reward-gameable",
  title: "The only reward can be had without solving the task",
  severity: "medium",
  effect: "review",
  confidence: "medium",
  languages: ["python"],
  cwe: ["CWE-693"],
  atlas: ["AML.T0031"],
  owasp: ["LLM04:2025", "ML08:2023"],
  remedy:
    "Reward what was asked for, and use length and format beside it only: `reward_funcs=[answer_is_right, format_is_right]`, where `answer_is_right` compares with the answer of the data set.",
  check(file, report): void {
    for (const trainer of rewardTrainers(file)) {
      const given = trainer.argument("reward_funcs");
      const rewards = rewardsOf(file, trainer);
      const [only] = rewards;
      if (only === undefined || rewards.length !== (given?.kind === "list" ? given.items.length : 1))
        continue;
      const seen = rewards.map((found) => shallow(file, found));
      if (seen.every((what) => what !== undefined))
        report(only, `The policy is paid for ${[...new Set(seen)].join(" and ")}, and for nothing else.`);
    }
  },
};
