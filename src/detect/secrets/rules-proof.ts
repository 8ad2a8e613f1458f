import { basename } from "node:path";
import { compileProgram } from "../patterns/index.ts";
import { fillExample } from "./examples.ts";
import { findSecrets, heldFrom } from "./find-secrets.ts";
import { prepareRules, type PreparedRules } from "./prepared-rules.ts";
import { defaultMax, lookBehind, maxSpan, type SecretFamily, type SecretRule } from "./rule.ts";

const longestKeyword = lookBehind / 2;

/** What is wrong with a family of rules: each must do on its own examples what they say. */
export function prove(item: unknown, folder: string): string[] {
  const { provider, rules } = item as SecretFamily;
  const wrong = rules.flatMap((rule) => proveRule(rule).map((what) => `${rule.id}: ${what}`));
  if (basename(folder) !== "rules" || provider === "")
    wrong.push("a family stands under rules/ and names its provider");
  return wrong;
}

export function proveRule(rule: SecretRule): string[] {
  const shape = proveShape(rule);
  if (shape.length > 0) return shape;
  const alone = prepareRules([rule]);
  return [
    ...rule.match.flatMap((template) => proveMatch(template, alone)),
    ...rule.silent
      .filter((template) => findSecrets(fillExample(template).text, alone).length > 0)
      .map((template) => `it signals on ${template}`),
  ];
}

function proveShape(rule: SecretRule): string[] {
  const wrong: string[] = [];
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(rule.id)) wrong.push("its id is not kebab-case");
  if (rule.keywords.length === 0) wrong.push("it has no keyword");
  for (const keyword of rule.keywords)
    if (!/^[\x20-\x7e]{2,}$/u.test(keyword) || keyword.length > longestKeyword)
      wrong.push(`its keyword ${keyword} is not 2 to ${longestKeyword} ASCII letters`);
  if ((rule.followedBy ?? "").length > 1) wrong.push("`followedBy` is longer than one unit");
  if ((rule.max ?? defaultMax) > maxSpan) wrong.push(`\`max\` is above ${maxSpan}`);
  if (rule.match.length === 0 || rule.silent.length === 0) wrong.push("it lacks examples");
  try {
    const program = compileProgram(rule.pattern);
    if (program.matchesEmpty) wrong.push("its pattern matches the empty text");
    if (program.anchored || program.bounded) wrong.push("its pattern looks beyond the secret");
  } catch (error) {
    wrong.push(`its pattern does not compile: ${String(error)}`);
  }
  return wrong;
}

function proveMatch(template: string, rules: PreparedRules): string[] {
  const { text, secret } = fillExample(template);
  const found = findSecrets(text, rules).map(({ start, end }) => text.slice(start, end));
  if (!found.includes(secret)) return [`on ${text} it covers ${JSON.stringify(found)}`];
  const start = text.indexOf(secret);
  // While the secret is still arriving, nothing of it may be let go.
  for (let end = start + 1; end <= start + secret.length; end++)
    if (heldFrom(text.slice(0, end), rules) > start)
      return [`of ${text} it lets go of the first ${end - start} units`];
  return [];
}
