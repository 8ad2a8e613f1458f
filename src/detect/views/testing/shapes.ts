import type { Evasion } from "./evasions.ts";

const words = (change: (word: string) => string) => (text: string) => text.split(" ").map(change).join(" ");
const leet: Readonly<Record<string, string>> = { a: "4", e: "3", i: "1", o: "0", s: "5", t: "7" };
const signs: Readonly<Record<string, string>> = { a: "@", s: "$", i: "!", e: "3" };

/** Changes to the shape of words. */
export const shapes: readonly Evasion[] = [
  {
    name: "spaced",
    evade: (text) =>
      text
        .split(" ")
        .map((word) => Array.from(word).join(" "))
        .join("   "),
  },
  { name: "spaced-evenly", evade: (text) => Array.from(text.replaceAll(" ", "")).join(" ") },
  { name: "hyphenated-letters", evade: words((word) => Array.from(word).join("-")) },
  { name: "dotted-letters", evade: words((word) => Array.from(word).join(".")) },
  { name: "starred-letters", evade: words((word) => Array.from(word).join("*")) },
  { name: "underscored-letters", evade: (text) => Array.from(text.replaceAll(" ", "")).join("_") },
  { name: "letters-in-lines", evade: (text) => Array.from(text.replaceAll(" ", "")).join("\n") },
  {
    name: "cut-words",
    evade: words((word) => (word.length < 5 ? word : `${word.slice(0, 2)}-${word.slice(2)}`)),
  },
  {
    name: "cut-by-slashes",
    evade: words((word) => (word.length < 5 ? word : `${word.slice(0, 3)}/${word.slice(3)}`)),
  },
  {
    name: "cut-at-line-ends",
    evade: words((word) => (word.length < 6 ? word : `${word.slice(0, 4)}-\n${word.slice(4)}`)),
  },
  { name: "run-together", evade: (text) => text.replaceAll(" ", "") },
  {
    name: "camel-case",
    evade: (text) => words((word) => word[0]?.toUpperCase() + word.slice(1))(text).replaceAll(" ", ""),
  },
  { name: "snake-case", evade: (text) => text.replaceAll(" ", "_") },
  { name: "plus-for-blank", evade: (text) => text.replaceAll(" ", "+") },
  {
    name: "leet",
    evade: (text) =>
      Array.from(text)
        .map((char) => leet[char] ?? char)
        .join(""),
  },
  {
    name: "leet-signs",
    evade: (text) =>
      Array.from(text)
        .map((char) => signs[char] ?? char)
        .join(""),
  },
  { name: "reversed", evade: (text) => Array.from(text).reverse().join("") },
  { name: "words-reversed", evade: words((word) => Array.from(word).reverse().join("")) },
  {
    name: "pig-latin",
    evade: words((word) => {
      const head = /^[^aeiou]+(?=[aeiou])/i.exec(word)?.[0] ?? "";
      return head === "" ? `${word}way` : `${word.slice(head.length)}${head}ay`;
    }),
  },
  { name: "joined-strings", evade: (text) => `"${(text.match(/.{1,5}/g) ?? []).join('" + "')}"` },
  {
    name: "json-in-json",
    evade: (text) => JSON.stringify(JSON.stringify({ say: text.replaceAll(" ", "\n") })),
  },
];
