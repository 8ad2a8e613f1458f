import { spellOut } from "./layout.ts";
import { prepareRules, type PreparedRules } from "./prepared-rules.ts";
import { maxSpan, type Identifier, type IdentifierFamily } from "./rule.ts";
import { scan } from "./scan.ts";

/** An example without its marks, and what they mark; without marks the whole text. */
export function readExample(example: string): { readonly text: string; readonly marked: string } {
  const open = example.indexOf("[[");
  const close = example.lastIndexOf("]]");
  if (open < 0) return { text: example, marked: example };
  const marked = example.slice(open + 2, close);
  return { text: example.slice(0, open) + marked + example.slice(close + 2), marked };
}

/** What is wrong with a family of identifiers: each must do on its own examples what they say. */
export function prove(item: unknown): string[] {
  const { of, identifiers } = item as IdentifierFamily;
  const wrong = identifiers.flatMap((one) => proveIdentifier(one).map((what) => `${one.id}: ${what}`));
  return of === "" ? [...wrong, "the family names no country or body"] : wrong;
}

function proveIdentifier(one: Identifier): string[] {
  const wrong: string[] = [];
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(one.id)) wrong.push("its id is not kebab-case");
  if (one.authority === "" || one.about === "") wrong.push("it lacks its authority or its description");
  if (one.words.length === 0) wrong.push("no word announces it");
  for (const word of one.words)
    if (word !== word.toLowerCase() || word.split(" ").length > 2)
      wrong.push(`\`${word}\` is not one or two words in small letters`);
  if (one.check !== undefined && one.power === undefined && !isUnchecked(one))
    wrong.push("it passes checks and does not say of which power they are");
  if (one.valid.length === 0 || one.invalid.length === 0) wrong.push("it lacks examples");
  const rules = prepareRules([one], [], 0);
  for (const example of one.valid) wrong.push(...proveValid(example, one, rules));
  for (const text of one.invalid)
    if (scan(text, 0, rules).found.length > 0) wrong.push(`it signals on ${text}`);
  return wrong;
}

const compactOf = (text: string): string => text.replaceAll(/[^0-9A-Za-z]/gu, "");

function isUnchecked(one: Identifier): boolean {
  return one.valid.every((example) => one.check?.(compactOf(readExample(example).marked)) === undefined);
}

function proveValid(example: string, one: Identifier, rules: PreparedRules): string[] {
  const { text, marked } = readExample(example);
  const found = scan(text, 0, rules).found.map(({ start, end }) => text.slice(start, end));
  const wrong: string[] = [];
  const covered = marked.endsWith(")") ? marked.slice(0, -1) : marked;
  if (!found.includes(covered)) wrong.push(`on ${text} it covers ${JSON.stringify(found)}`);
  if (marked.length > maxSpan) wrong.push("an example is longer than a signal may be");
  const start = text.indexOf(marked);
  // While it is still arriving, nothing of it may be let go.
  for (let end = start + 1; end <= start + covered.length; end++)
    if (scan(text.slice(0, end), 0, rules).held > start)
      wrong.push(`of ${text} it lets go of the first ${end - start} units`);
  const share = noticed(compactOf(marked), one);
  if (one.power === "every" && share < 1) wrong.push(`it notices ${share} of the wrong digits of ${marked}`);
  if (one.power === "most" && share < 0.8)
    wrong.push(`it notices only ${share} of the wrong digits of ${marked}`);
  return wrong;
}

/** The share of single wrong digits that the check, or the layout, notices. */
function noticed(compact: string, one: Identifier): number {
  const classes = new Set(one.layouts.flatMap(spellOut).map((layout) => layout.classes));
  if (one.check === undefined || classes.size === 0) return 0;
  let tried = 0;
  let seen = 0;
  for (let i = 0; i < compact.length; i++)
    for (let digit = 0; digit < 10; digit++) {
      if (!/\d/u.test(compact[i] ?? "") || compact[i] === String(digit)) continue;
      tried++;
      if (one.check(compact.slice(0, i) + String(digit) + compact.slice(i + 1)) !== true) seen++;
    }
  return tried === 0 ? 1 : seen / tried;
}
