import { parseJinja, sha256, visibleText, type JinjaTemplate } from "../../../formats/index.ts";
import type { Examination } from "../artifact-format.ts";
import { judgeInjection, type Say } from "./injection.ts";
import { judgeInstructions } from "./instructions.ts";
import { jinjaRules } from "./rules.ts";
import { variablesOf } from "./variables.ts";

const mostOfKind = 10;

/**
 * Parses a chat template and says what is wrong with it. Nothing is rendered.
 *
 * @param quoted the template is only shown in a document, so that nothing weighs more than a review
 * @throws FormatFault where it is no template
 */
export function judgeTemplate(text: string, examination: Examination, quoted = false): void {
  const template = parseJinja(text);
  examination.fact("template-sha256", sha256(text));
  judgeParsed(text, template, examination, quoted);
}

function judgeParsed(text: string, template: JinjaTemplate, examination: Examination, quoted: boolean): void {
  const said = new Map<string, number>();
  const places = new Set<string>();
  const lineAt = linesOf(text);
  const say: Say = (rule, at, description, effect) => {
    const line = lineAt(at);
    const key = `${rule.id} ${line} ${description}`;
    const count = said.get(rule.id) ?? 0;
    if (places.has(key) || count >= mostOfKind) return;
    places.add(key);
    said.set(rule.id, count + 1);
    const softened = quoted && rule.effect === "unsafe" ? "review" : effect;
    examination.found(rule, {
      description: visibleText(`Line ${line}: ${description}`),
      place: { line },
      ...(softened === undefined ? {} : { effect: softened }),
    });
  };
  const variables = variablesOf(template.body);
  judgeInjection(template.body, variables, say);
  judgeInstructions(template.body, variables, say);
  for (const rule of Object.values(jinjaRules)) if (rule !== jinjaRules.drift) examination.passed(rule);
}

/** Line of an offset, by halving. */
function linesOf(text: string): (at: number) => number {
  const starts = [0];
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return (at) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
