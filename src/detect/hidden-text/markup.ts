import { longest, type Finding, type Findings } from "./finding.ts";

/** A tag is no longer; nor is what it hides, as far as it is looked at. */
const longestTag = 400;
const longestContent = longest - longestTag;
/** Fewer letters are a label. */
const fewestLetters = 16;

const hiddenStyles = [
  "display:none",
  "visibility:hidden",
  "font-size:0",
  "opacity:0",
  "mso-hide:all",
  "text-indent:-9",
];

/**
 * Text that a page does not show: elements with a style or attribute that hides them, and comments of HTML and
 * Markdown long enough to be instructions. Pages do both for good reasons, so scores are low.
 */
export function hiddenMarkup(text: string): Findings {
  const found: Finding[] = [];
  let hold = text.length;
  for (let at = text.indexOf("<"); at >= 0;) {
    let next = at + 1;
    if (text.startsWith("<!--", at)) {
      const { end, open } = comment(text, at, found);
      if (open) hold = Math.min(hold, at);
      // There is no markup in a comment.
      next = end;
    } else if (element(text, at, found)) hold = Math.min(hold, at);
    at = text.indexOf("<", next);
  }
  for (let at = text.indexOf("[//]: #"); at >= 0; at = text.indexOf("[//]: #", at + 7))
    if (markdownComment(text, at, found)) hold = Math.min(hold, at);
  return { found, hold: Math.min(hold, begun(text)) };
}

/** A beginning of `[//]: #` or `<!--` at the end. */
function begun(text: string): number {
  const at = text.lastIndexOf("[", text.length);
  return at >= 0 && "[//]: #".startsWith(text.slice(at)) ? at : text.length;
}

interface Comment {
  readonly end: number;
  /** More text may change it. */
  readonly open: boolean;
}

function comment(text: string, start: number, found: Finding[]): Comment {
  const limit = Math.min(text.length, start + longest);
  const close = text.slice(start, limit).indexOf("-->", 4);
  const end = close < 0 ? limit : start + close + 3;
  if (isInstruction(text.slice(start + 4, end)))
    found.push({
      rule: "hidden-comment",
      score: 0.3,
      start,
      end,
      why: "A comment of several words, which a page does not show.",
    });
  return { end, open: close < 0 && limit - start < longest };
}

/** This and `element` give whether they reached the end of the text, so that more text may change them. */
function markdownComment(text: string, start: number, found: Finding[]): boolean {
  const limit = Math.min(text.length, start + longest);
  const line = text.slice(start, limit).indexOf("\n");
  const end = line < 0 ? limit : start + line;
  if (isInstruction(text.slice(start + 7, end)))
    found.push({
      rule: "hidden-comment",
      score: 0.3,
      start,
      end,
      why: "A comment of Markdown, which is not shown.",
    });
  return line < 0 && limit === text.length && limit - start < longest;
}

function element(text: string, start: number, found: Finding[]): boolean {
  const tagEnd = endOf(text, start + 1, longestTag, true);
  if (text.charAt(tagEnd) !== ">") return tagEnd === text.length && tagEnd - start <= longestTag;
  if (!hides(text.slice(start, tagEnd + 1))) return false;
  const end = endOf(text, tagEnd + 1, longestContent, false);
  if (lettersIn(text, tagEnd + 1, end) >= fewestLetters)
    found.push({
      rule: "hidden-element",
      score: 0.5,
      start,
      end,
      why: "Text in an element that is styled not to be seen.",
    });
  return end === text.length && end - tagEnd <= longestContent;
}

/** Where a tag ends (at `>`), or content (at `<`); a `<` ends both, so that no unit is read twice. */
function endOf(text: string, from: number, most: number, tag: boolean): number {
  const limit = Math.min(text.length, from + most);
  let i = from;
  for (; i < limit; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 60 || (tag && unit === 62)) break;
  }
  return i;
}

function hides(tag: string): boolean {
  if (!tag.includes("=") && !/\shidden[\s/>]/iu.test(tag)) return false;
  const plain = tag.toLowerCase().replaceAll(/\s+/gu, "");
  for (const style of hiddenStyles) {
    const at = plain.indexOf(style);
    if (at >= 0 && !/^\.?[0-9]*[1-9]/u.test(plain.slice(at + style.length, at + style.length + 6)))
      return true;
    if (at >= 0 && style === "text-indent:-9") return true;
  }
  if (/\shidden[\s/>]/iu.test(tag) && !plain.startsWith("<input")) return true;
  return sameColours(plain);
}

const colourNames: ReadonlyMap<string, string> = new Map([
  ["white", "#fff"],
  ["#ffffff", "#fff"],
  ["rgb(255,255,255)", "#fff"],
  ["transparent", "#fff"],
  ["black", "#000"],
  ["#000000", "#000"],
]);

/** Letters in the colour of what is behind them; white ones where nothing is said of it. */
function sameColours(plain: string): boolean {
  const colour = /[;"']color[:=]["']?([^;"'>]{1,24})/u.exec(plain)?.[1];
  if (colour === undefined) return false;
  const behind = /(?:background(?:-color)?:|bgcolor=["']?)([^;"'>]{1,24})/u.exec(plain)?.[1];
  const named = (name: string): string => colourNames.get(name) ?? name;
  return named(colour) === (behind === undefined ? "#fff" : named(behind));
}

function isInstruction(text: string): boolean {
  let words = 0;
  for (let i = 0, within = false; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const letter = ((unit | 32) >= 97 && (unit | 32) <= 122) || unit > 0xbf;
    if (letter && !within) words++;
    within = letter;
  }
  return words >= 5;
}

function lettersIn(text: string, start: number, end: number): number {
  let letters = 0;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (((unit | 32) >= 97 && (unit | 32) <= 122) || unit > 0xbf) letters++;
  }
  return letters;
}
