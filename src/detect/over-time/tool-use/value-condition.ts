import type { JsonValue } from "../../../contracts/index.ts";
import { canonicalJson, globOf, jsonPath } from "../../../formats/index.ts";
import { compileSearch } from "./search.ts";
import type { ConditionSettings } from "./settings.ts";

/** How the arguments of a call stand to a condition. */
export type Verdict = "holds" | "broken" | "absent";

/** A condition on the arguments of a call. Work is linear in the arguments and in what the user wrote. */
export interface ValueCondition {
  readonly path: string;
  readonly check: (args: JsonValue, userTexts: readonly string[]) => Verdict;
}

/** Values one condition looks at; a call with more of them breaks it. */
const mostValues = 256;

export function compileCondition(settings: ConditionSettings): ValueCondition {
  const { path, required, deny } = settings;
  const at = jsonPath(path);
  const tests = testsOf(settings);
  return {
    path,
    check(args, userTexts) {
      const values = at.all(args);
      if (values.length === 0) return required && !deny ? "broken" : "absent";
      if (values.length > mostValues) return "broken";
      const fits = (value: JsonValue): boolean => tests.every((test) => test(value, userTexts));
      if (deny) return values.some(fits) ? "broken" : "holds";
      return values.every(fits) ? "holds" : "broken";
    },
  };
}

type Test = (value: JsonValue, userTexts: readonly string[]) => boolean;

function testsOf(settings: ConditionSettings): readonly Test[] {
  const { deny, equals, oneOf, glob, pattern, min, max, maxLength, hosts, inUserText } = settings;
  const tests: Test[] = [];
  const wanted = equals === undefined ? oneOf : [equals, ...(oneOf ?? [])];
  if (wanted !== undefined) {
    const forms = new Set(wanted.map((one) => canonicalJson(one)));
    tests.push((value) => forms.has(canonicalJson(value)));
  }
  if (glob !== undefined) {
    // What is refused is refused in whatever case it is written; what is allowed is allowed as written.
    const fits = globOf(deny ? glob.map((one) => one.toLowerCase()) : glob);
    tests.push((value) => fits(deny ? textOf(value).toLowerCase() : textOf(value)));
  }
  if (pattern !== undefined) {
    const search = compileSearch(pattern);
    tests.push((value) => (deny ? search.anywhere(textOf(value)) : search.whole(textOf(value))));
  }
  if (min !== undefined || max !== undefined)
    tests.push((value) => {
      const number = typeof value === "number" ? value : numberIn(value);
      return number >= (min ?? -Infinity) && number <= (max ?? Infinity);
    });
  if (maxLength !== undefined) tests.push((value) => textOf(value).length <= maxLength);
  if (hosts !== undefined) tests.push((value) => hostFits(value, hosts));
  if (inUserText === true) tests.push((value, userTexts) => isSaid(value, userTexts));
  return tests;
}

const textOf = (value: JsonValue): string => (typeof value === "string" ? value : canonicalJson(value));

/** A number written as text; NaN, which fits no range, when it is none. */
const numberIn = (value: JsonValue): number =>
  typeof value === "string" && value.trim() !== "" && value.length < 64 ? Number(value) : Number.NaN;

/** An http(s) address of one of the hosts, without a name and password in it. As browsers read it (WHATWG URL). */
function hostFits(value: JsonValue, hosts: readonly string[]): boolean {
  if (typeof value !== "string" || value.length > 16_384) return false;
  const url = URL.parse(value);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return false;
  if (url.username !== "" || url.password !== "") return false;
  const host = url.hostname.replace(/\.$/u, "");
  return hosts.some((one) => (one.startsWith("*.") ? host.endsWith(one.slice(1)) : host === one));
}

/** Whether the user wrote the value: in any case of letters, and not as part of a longer word or number. */
function isSaid(value: JsonValue, userTexts: readonly string[]): boolean {
  if (typeof value !== "string" && typeof value !== "number") return false;
  const said = String(value).normalize("NFKC").trim().toLowerCase();
  if (said === "" || said.length > 4_096) return false;
  return userTexts.some((text) => {
    const all = text.normalize("NFKC").toLowerCase();
    for (let at = all.indexOf(said); at !== -1; at = all.indexOf(said, at + said.length))
      if (!isWordPart(all, at - 1) && !continues(all, at + said.length)) return true;
    return false;
  });
}

const isWordPart = (text: string, at: number): boolean => at >= 0 && /[\p{L}\p{N}]/u.test(text.charAt(at));

/** Whether a word or a number goes on: `12` in `12.50`, `bank.example` in `bank.example.attacker`. */
const continues = (text: string, at: number): boolean =>
  isWordPart(text, at) || (/[.,@-]/u.test(text.charAt(at)) && isWordPart(text, at + 1));
