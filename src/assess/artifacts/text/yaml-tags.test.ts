import { expect, test } from "vitest";
import { TextLines } from "./text-lines.ts";
import { YamlTags } from "./yaml-tags.ts";

const tagIn = (text: string) => {
  const tags = new YamlTags();
  const lines = new TextLines([tags]);
  lines.take(text);
  lines.end();
  return tags.found;
};

test.each([
  "%TAG ! tag:yaml.org,2002:python/\n---\na: !object/apply:os.system ['echo inert']\n",
  "%TAG !e! tag:yaml.org,2002:\n--- !e!python/object/apply:os.system ['echo inert']\n",
  "a: !!python%2Fobject/apply:os.system ['echo inert']\n",
  "key with words (and more): !!python/object/new:os.system ['x']\n",
  "größe: !!python/object/new:os.system ['x']\n",
  `${" ".repeat(300)}!!python/object/apply:os.system ['x']\n`,
  `a: [${"1, ".repeat(300)}!!python/object/apply:os.system ['x']]\n`,
  "a: [!!python/tuple [1], !!python/object/apply:os.system ['x']]\n",
])("a tag that makes Python objects is known however it is written: %j", (text) => {
  expect(tagIn(text)).toMatchObject({ quoted: false });
});

test("other tags, and percent signs, are not taken for one", () => {
  expect(tagIn("%TAG !e! tag:example.com,2000:\n--- !e!x 100%\n")).toBeUndefined();
  expect(tagIn("a: !!python/tuple [1]\nb: 100% !important\n")).toBeUndefined();
});

test("hostile repeats are done in one pass", () => {
  for (const piece of ["!!python/none ", "!%21", "%TAG ", " !"])
    expect(tagIn(piece.repeat(100_000))).toBeUndefined();
});
