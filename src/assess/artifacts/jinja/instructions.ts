import type { JinjaExpression, JinjaStatement } from "../../../formats/index.ts";
import { foldText, unknownPiece } from "./fold.ts";
import type { Say } from "./injection.ts";
import { hiddenCharacters } from "./hidden-characters.ts";
import { hasAddress, hasBait, isProse, sinisterOrder } from "./prose.ts";
import { jinjaRules } from "./rules.ts";
import { triggersIn, type Trigger } from "./triggers.ts";
import { nameOf, type Variables } from "./variables.ts";
import { everyPart, everyStatement } from "./walk.ts";

const forgedTurn =
  /(?:<\|im_start\|>|<\|start_header_id\|>|<start_of_turn>|<\|)(?:user|assistant|model|tool|ipython)\b[^<]{0,40}(?:<\|end_header_id\|>|\|>)?([^<]{12,2000})(?:<\|im_end\|>|<\|eot_id\|>|<end_of_turn>|<\|end\|>|<\/s>)/;

/** What the template itself says to the model, and under which conditions. */
export function judgeInstructions(body: readonly JinjaStatement[], variables: Variables, say: Say): void {
  new Judge(variables, say).body(body, flagsOf(body, variables), []);
}

/** Variables that are set where a message has certain words: asking for them later is asking for the words. */
function flagsOf(body: readonly JinjaStatement[], variables: Variables): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  for (const statement of everyStatement(body)) {
    if (statement.kind === "set") {
      const name = nameOf(statement.target);
      const strong = triggersIn(statement.value, variables, new Map()).find((trigger) => trigger.strong);
      if (name !== undefined && strong !== undefined) flags.set(name, strong.what);
    }
    if (statement.kind !== "if") continue;
    for (const { test, body: inner } of statement.branches) {
      const strong = triggersIn(test, variables, new Map()).find((trigger) => trigger.strong);
      if (strong === undefined) continue;
      for (const deeper of everyStatement(inner)) {
        const name = deeper.kind === "set" ? nameOf(deeper.target) : undefined;
        if (name !== undefined) flags.set(name, strong.what);
      }
    }
  }
  return flags;
}

class Judge {
  readonly #variables: Variables;
  readonly #say: Say;

  constructor(variables: Variables, say: Say) {
    this.#variables = variables;
    this.#say = say;
  }

  body(
    statements: readonly JinjaStatement[],
    flags: ReadonlyMap<string, string>,
    under: readonly Trigger[],
  ): void {
    let text = "";
    let at = 0;
    const flush = (): void => {
      if (text !== "") this.#emitted(text, at, under);
      text = "";
    };
    for (const statement of statements) {
      if (text === "") ({ at } = statement);
      if (statement.kind === "data") text += statement.text;
      else if (statement.kind === "output" || statement.kind === "do") {
        const whole = foldText(statement.expression, this.#variables.known);
        if (whole !== undefined && !whole.includes(unknownPiece)) text += whole;
        else this.#expression(statement.expression, under);
        this.#chosen(statement.expression, flags);
      } else {
        flush();
        this.#statement(statement, flags, under);
      }
    }
    flush();
  }

  #statement(statement: JinjaStatement, flags: ReadonlyMap<string, string>, under: readonly Trigger[]): void {
    switch (statement.kind) {
      case "if": {
        const passed: Trigger[] = [];
        for (const { test, body } of statement.branches) {
          const triggers = triggersIn(test, this.#variables, flags);
          this.body(body, flags, [...under, ...passed, ...triggers]);
          passed.push(...triggers.filter(({ negated }) => negated || test.kind === "not"));
        }
        this.body(statement.otherwise, flags, [...under, ...passed]);
        break;
      }
      case "for": {
        const triggers =
          statement.when === undefined ? [] : triggersIn(statement.when, this.#variables, flags);
        this.body(statement.body, flags, [
          ...under,
          ...triggers,
          ...triggersIn(statement.over, this.#variables, flags),
        ]);
        this.body(statement.otherwise, flags, under);
        break;
      }
      case "set":
        this.#expression(statement.value, under);
        this.#chosen(statement.value, flags);
        break;
      case "set-block":
      case "macro":
      case "call-block":
      case "filter-block":
      case "with":
      case "scope":
        this.body(statement.body, flags, under);
        break;
      case "data":
      case "output":
      case "do":
      case "load":
      case "break":
      case "continue":
      case "debug":
      default:
    }
  }

  /** Texts inside of an expression, and what it replaces. */
  #expression(expression: JinjaExpression, under: readonly Trigger[]): void {
    for (const part of everyPart(expression)) {
      if (part.kind === "constant" && typeof part.value === "string")
        this.#emitted(part.value, part.at, under);
      const replaced =
        part.kind === "filter" && part.name === "replace"
          ? part.args
          : part.kind === "call" && part.target.kind === "attribute" && part.target.name === "replace"
            ? part.args
            : [];
      this.#rewrites(replaced);
    }
  }

  #rewrites([from, to]: readonly JinjaExpression[]): void {
    if (from === undefined || to === undefined) return;
    const [before = "", after = ""] = [from, to].map((one) => foldText(one, this.#variables.known));
    const words = (text: string): boolean => /\p{L}{3}/u.test(text) && !/[<>[\]{}|｜]/.test(text);
    if (!words(after)) return;
    const description = `“${before.slice(0, 80)}” becomes “${after.slice(0, 80)}”.`;
    if (isProse(after) || hasAddress(after) || /\.[a-z]{2,}/.test(after))
      this.#say(jinjaRules.trigger, from.at, description);
    else if (words(before)) this.#say(jinjaRules.rewrite, from.at, description);
  }

  /** A text chosen inside of one expression: by `if`, `and`, a product or a dictionary with a message as its key. */
  #chosen(expression: JinjaExpression, flags: ReadonlyMap<string, string>): void {
    const strong = triggersIn(expression, this.#variables, flags).find((trigger) => trigger.strong);
    const keyed = [...everyPart(expression)].some(
      (part) =>
        (part.kind === "item" && part.target.kind === "dict" && part.key.kind !== "constant") ||
        (part.kind === "call" && part.target.kind === "attribute" && part.target.target.kind === "dict"),
    );
    if (strong === undefined && !keyed) return;
    for (const part of everyPart(expression)) {
      if (part.kind !== "constant" || typeof part.value !== "string") continue;
      if (
        strong?.what.includes(part.value.slice(0, 80)) === true ||
        !(isProse(part.value) || hasAddress(part.value))
      )
        continue;
      this.#say(
        jinjaRules.trigger,
        part.at,
        `Where ${strong?.what ?? "a dictionary has it"}: “${part.value.trim().slice(0, 120)}”.`,
      );
    }
  }

  #emitted(text: string, at: number, under: readonly Trigger[]): void {
    const hidden = hiddenCharacters(text);
    if (hidden !== undefined)
      this.#say(jinjaRules.hidden, at, hidden.what, hidden.sure ? undefined : "review");
    const says = isProse(text) || hasAddress(text) || hasBait(text);
    if (!says) return;
    const shown = `“${text.trim().slice(0, 120)}”`;
    const strong = under.find((trigger) => trigger.strong);
    if (strong !== undefined) this.#say(jinjaRules.trigger, at, `Where ${strong.what}: ${shown}.`);
    const order = sinisterOrder(text);
    if (order !== undefined)
      this.#say(
        jinjaRules.instruction,
        at,
        `It tells the model ${order.what}: ${shown}.`,
        order.doubtful ? "review" : undefined,
      );
    else if (hasBait(text))
      this.#say(jinjaRules.instruction, at, `It has markup that is fetched or run when shown: ${shown}.`);
    else if (hasAddress(text)) this.#say(jinjaRules.address, at, `It has an address: ${shown}.`);
    const [weak] = under;
    if (strong === undefined && weak !== undefined)
      this.#say(jinjaRules.trigger, at, `Where ${weak.what}: ${shown}.`, "review");
    const forged = forgedTurn.exec(text);
    if (forged !== null && isProse(forged[1] ?? ""))
      this.#say(jinjaRules.forged, at, `The turn is always there: ${shown}.`);
  }
}
