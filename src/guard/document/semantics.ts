import type { BartizanError } from "../../errors/index.ts";
import { closest, globOf } from "../../formats/index.ts";
import { guardErrors } from "../errors.ts";
import { beginningOf, endOf } from "./moment.ts";
import type { Policy } from "./policy.ts";
import type { RuleDocument } from "./rule-schema.ts";

const day = 86_400_000;

/** What a schema cannot see: references that lead nowhere, values that do not go together. */
export function semanticProblems(policy: Policy): BartizanError[] {
  return [
    ...policy.rules.flatMap((rule) => ruleProblems(rule, policy)),
    ...attachmentProblems(policy),
    ...exceptionProblems(policy),
    ...budgetProblems(policy),
    ...testProblems(policy),
    ...keyProblems(policy),
  ];
}

function ruleProblems(rule: RuleDocument, policy: Policy): BartizanError[] {
  const problems: BartizanError[] = [];
  const contradiction = (message: string, ...path: (string | number)[]): void => {
    problems.push(guardErrors.contradiction(message, policy.place(rule, path)));
  };
  const { when, action, redact, rewrite, clause } = rule;
  if (clause !== undefined) {
    const known = policy.acceptableUse?.clauses.map(({ id }) => id) ?? [];
    if (!known.includes(clause))
      problems.push(
        unknown(
          `The acceptable-use policy has no clause \`${clause}\`.`,
          clause,
          known,
          policy,
          rule,
          "clause",
        ),
      );
  }
  if (Object.values(when).every((condition) => condition === undefined))
    contradiction("The rule has no condition: it would fire on everything.", "when");
  if (redact !== undefined && action !== "redact")
    contradiction("`redact` goes with the action `redact`.", "redact");
  if (rewrite !== undefined && action !== "rewrite")
    contradiction("`rewrite` goes with the action `rewrite`.", "rewrite");
  if (action === "redact" && when.signals === undefined)
    contradiction("Redaction needs `when.signals`: what to take out.", "action");
  if (redact?.keepLast !== undefined && redact.how !== "mask")
    contradiction("`keepLast` goes with `how: mask`.", "redact", "keepLast");
  if (action === "rewrite") {
    if (rewrite?.text === undefined && rewrite?.mark !== true)
      contradiction("A rewrite needs `text` or `mark: true`.", "rewrite");
    if (rewrite?.text !== undefined && rewrite.mark === true)
      contradiction("A rewrite has `text` or `mark: true`, not both.", "rewrite");
    if (rewrite?.text !== undefined && when.signals === undefined && rewrite.whole !== true)
      contradiction(
        "Without `when.signals` a text can only replace a whole part: write `whole: true`.",
        "rewrite",
      );
    if (
      when.signals === undefined &&
      when.stages === undefined &&
      when.roles === undefined &&
      when.sources === undefined
    )
      contradiction("A rewrite needs `when.stages`, `when.roles`, `when.sources` or `when.signals`.", "when");
  }
  return problems;
}

function attachmentProblems(policy: Policy): BartizanError[] {
  const rules = policy.rules.map(({ id }) => id);
  const sets = [...policy.ruleSets.keys()];
  return policy.attachments.flatMap((attachment) => {
    const problems: BartizanError[] = [];
    if (attachment.rules === undefined && attachment.ruleSets === undefined)
      problems.push(
        guardErrors.contradiction("An attachment needs `rules` or `ruleSets`.", policy.place(attachment)),
      );
    for (const [index, glob] of (attachment.rules ?? []).entries())
      if (!rules.some(globOf([glob])))
        problems.push(
          unknown(`No rule is called \`${glob}\`.`, glob, rules, policy, attachment, "rules", index),
        );
    for (const [index, set] of (attachment.ruleSets ?? []).entries())
      if (!sets.includes(set))
        problems.push(
          unknown(`There is no rule set \`${set}\`.`, set, sets, policy, attachment, "ruleSets", index),
        );
    return problems;
  });
}

function exceptionProblems(policy: Policy): BartizanError[] {
  const rules = policy.rules.map(({ id }) => id);
  return policy.exceptions.flatMap((exception) => {
    const problems: BartizanError[] = [];
    if (!rules.some(globOf([exception.rule])))
      problems.push(
        unknown(`No rule is called \`${exception.rule}\`.`, exception.rule, rules, policy, exception, "rule"),
      );
    if (Object.values(exception.for).every((condition) => condition === undefined))
      problems.push(
        guardErrors.contradiction(
          "An exception for everybody is no exception: change the rule.",
          policy.place(exception, ["for"]),
        ),
      );
    const length = endOf(exception.until) - beginningOf(exception.from);
    if (length <= 0)
      problems.push(
        guardErrors.contradiction("`until` must be after `from`.", policy.place(exception, ["until"])),
      );
    if (length > policy.exceptionsAtMostDays * day)
      problems.push(
        guardErrors.exceptionTooLong(
          `The exception runs ${Math.ceil(length / day)} days; ${policy.exceptionsAtMostDays} are allowed.`,
          policy.place(exception, ["until"]),
        ),
      );
    return problems;
  });
}

function budgetProblems(policy: Policy): BartizanError[] {
  return policy.budgets.flatMap((budget) =>
    [budget.requests, budget.tokens, budget.cost, budget.concurrent].some((limit) => limit !== undefined)
      ? []
      : [
          guardErrors.contradiction(
            "A budget needs `requests`, `tokens`, `cost` or `concurrent`.",
            policy.place(budget),
          ),
        ],
  );
}

function testProblems(policy: Policy): BartizanError[] {
  const rules = policy.rules.map(({ id }) => id);
  return policy.tests.flatMap((test) => {
    const problems: BartizanError[] = [];
    const contents = [test.text, test.conversation, test.toolCall, test.features].filter(
      (one) => one !== undefined,
    );
    if (contents.length !== 1)
      problems.push(
        guardErrors.contradiction(
          "A test has one of `text`, `conversation`, `toolCall` and `features`.",
          policy.place(test),
        ),
      );
    if (test.rule !== undefined && !rules.includes(test.rule))
      problems.push(unknown(`No rule is called \`${test.rule}\`.`, test.rule, rules, policy, test, "rule"));
    return problems;
  });
}

function keyProblems(policy: Policy): BartizanError[] {
  const missing = (key: string, why: string, item: object): BartizanError =>
    guardErrors.keyMissing(`${why} needs \`keys.${key}\`.`, policy.place(item));
  const problems = policy.rules.flatMap((rule) => {
    if (rule.redact?.how === "hash" && policy.keys.hash === undefined)
      return [missing("hash", "Redaction by `hash`", rule)];
    if (rule.redact?.how === "tokenise" && policy.keys.vault === undefined)
      return [missing("vault", "Redaction by `tokenise`", rule)];
    return [];
  });
  const kept = new Set(Object.values(policy.content));
  if (kept.has("hmac") && policy.keys.hash === undefined)
    problems.push(missing("hash", "Content kept as `hmac`", policy));
  if (kept.has("encrypted") && policy.keys.content === undefined)
    problems.push(missing("content", "Content kept `encrypted`", policy));
  return problems;
}

function unknown(
  message: string,
  word: string,
  known: readonly string[],
  policy: Policy,
  item: object,
  ...path: (string | number)[]
): BartizanError {
  const meant = closest(word, known);
  const options = meant === undefined ? {} : { remedy: `Did you mean \`${meant}\`?` };
  return guardErrors.unknownReference(message, policy.place(item, path), options);
}
