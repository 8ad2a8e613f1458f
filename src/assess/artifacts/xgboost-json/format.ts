import type { JsonValue } from "../../../contracts/index.ts";
import { FormatFault, visibleText, type ByteSource } from "../../../formats/index.ts";
import type { ArtifactFormat, ArtifactRule, Examination } from "../artifact-format.ts";
import { jsonDocument, largestJson } from "../json-document/json-document.ts";
import { scriptInText } from "../script-text/script-in-text.ts";
import { examineText } from "../text/format.ts";

const script: ArtifactRule = {
  id: "xgboost-json/code-in-attribute",
  title: "An attribute of the model holds code",
  severity: "medium",
  effect: "review",
  hazard: "mismatch",
  remedy: "Take it out. Some programs evaluate attributes of a model.",
  references: ["CWE-94"],
};
const range: ArtifactRule = {
  id: "xgboost-json/tree-out-of-range",
  title: "A tree has parts of different length, or a branch that leads out of it",
  severity: "high",
  effect: "unsafe",
  hazard: "malformed",
  remedy: "Save the model anew: a program that trusts the tree reads foreign memory.",
  references: ["CWE-125"],
};

type Members = Readonly<Record<string, JsonValue>>;
const perNode = [
  "left_children",
  "right_children",
  "split_indices",
  "split_conditions",
  "default_left",
] as const;

/** A model of XGBoost as JSON: numbers and names, with trees whose branches stay inside. */
export const format: ArtifactFormat = {
  id: "xgboost-json",
  title: "an XGBoost model as JSON",
  about: "Boosted trees of XGBoost as JSON: numbers, names, and attributes of the writer's own.",
  extensions: [],
  alongside: true,
  rules: [script, range],
  recognise: ({ head }) => {
    const start = Buffer.from(head.subarray(0, 400)).toString("latin1");
    return /^\s{0,50}\{\s{0,50}"(?:learner"\s{0,50}:\s{0,50}\{|version"\s{0,50}:\s{0,50}\[\d)/.test(start) &&
      Buffer.from(head).includes('"learner"')
      ? "likely"
      : undefined;
  },
  async examine(source: ByteSource, examination: Examination) {
    await examineText(source, examination);
    // A larger one has as little place for code; only its trees are not measured.
    if (source.size > largestJson) return examination.fact("measured", false);
    const document = await jsonDocument(source);
    if (document === undefined) throw new FormatFault("malformed", "JSON that nobody reads", 0);
    const found = new Set<string>();
    const report = (rule: ArtifactRule, description: string): void => {
      if (!found.has(rule.id)) examination.found(rule, { description });
      found.add(rule.id);
    };
    let trees = 0;
    const waiting: JsonValue[] = [document.value, ...document.replaced];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (typeof next === "string") {
        const what = scriptInText(next);
        if (what !== undefined) report(script, `An attribute holds ${what}.`);
      } else if (Array.isArray(next)) {
        for (const item of next)
          if (typeof item === "string" || isObject(item) || Array.isArray(item)) waiting.push(item);
      } else if (isObject(next)) {
        if (Array.isArray(next["left_children"])) {
          trees += 1;
          const wrong = wrongIn(next);
          if (wrong !== undefined) report(range, `Tree ${trees}: ${wrong}.`);
        }
        for (const [name, member] of Object.entries(next)) {
          const what = scriptInText(name);
          if (what !== undefined) report(script, `A name, ${visibleText(name.slice(0, 80))}, holds ${what}.`);
          waiting.push(member);
        }
      }
    }
    examination.fact("trees", trees);
    factsOf(document.value, examination);
    for (const rule of format.rules) if (!found.has(rule.id)) examination.passed(rule);
  },
};

function factsOf(document: JsonValue, examination: Examination): void {
  const learner = memberOf(document, "learner");
  const facts = {
    objective: memberOf(memberOf(learner, "objective"), "name"),
    booster: memberOf(memberOf(learner, "gradient_booster"), "name"),
    features: memberOf(memberOf(learner, "learner_model_param"), "num_feature"),
    classes: memberOf(memberOf(learner, "learner_model_param"), "num_class"),
  };
  for (const [name, value] of Object.entries(facts))
    if (typeof value === "string") examination.fact(name, value);
}

function wrongIn(tree: Members): string | undefined {
  const left = tree["left_children"];
  const nodes = Array.isArray(left) ? left.length : 0;
  for (const name of perNode) {
    const list = tree[name];
    if (list !== undefined && (!Array.isArray(list) || list.length !== nodes))
      return `${name} is not of ${nodes} nodes`;
    if (!name.endsWith("_children") || !Array.isArray(list)) continue;
    if (
      list.some(
        (child: JsonValue) =>
          typeof child !== "number" || !Number.isInteger(child) || child < -1 || child >= nodes,
      )
    )
      return `${name} leads out of ${nodes} nodes`;
  }
  return undefined;
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObject(value: JsonValue | undefined): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
