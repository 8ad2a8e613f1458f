import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inputValue, metaContent } from "./html-fields.ts";

describe("tokens in a page", () => {
  it.each([
    ['<input type="hidden" name="csrf" value="abc">', "abc"],
    ["<INPUT NAME=csrf VALUE=abc>", "abc"],
    ["<input value='a&amp;b&#33;' name='csrf' />", "a&b!"],
    ['<input\n  name = "csrf"\n  value = "x y"\n>', "x y"],
    ['<input name="other" value="1"><input name="csrf" value="2"><input name="csrf" value="3">', "2"],
    ['<!-- <input name="csrf" value="old"> --><input name="csrf" value="new">', "new"],
    ['<script>"<input name=csrf value=js>"</script><input name="csrf" value="real">', "real"],
    ['<div title="<input name=csrf value=attr>"><input name="csrf" value="real">', "real"],
    ['<input name="csrf" value="first" value="second">', "first"],
    ['<input name="csrf">', undefined],
    ['<input name="csrf" value="unclosed', "unclosed"],
    ["< input name=csrf value=no>", undefined],
  ])("%s", (html, expected) => {
    expect(inputValue(`<html><body>${html}`, "csrf")).toBe(expected);
  });

  it("reads a meta tag", () => {
    expect(
      metaContent('<head><meta charset="utf-8"><meta name="csrf-token" content="t0"></head>', "csrf-token"),
    ).toBe("t0");
  });

  it("ends on any text and finds what was written, after anything that opens nothing", () => {
    const rubbish = fc.string({ maxLength: 60 });
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (html) => void inputValue(`<input ${html}`, "csrf")),
    );
    fc.assert(
      fc.property(rubbish, fc.stringMatching(/^[A-Za-z0-9+/=]{1,40}$/), (before, token) => {
        fc.pre(!before.includes("<"));
        expect(inputValue(`${before}<input name="csrf" value="${token}">`, "csrf")).toBe(token);
      }),
    );
  });

  it("is linear on hostile pages", () => {
    const page = "<input =".repeat(200_000);
    expect(inputValue(page, "csrf")).toBeUndefined();
    expect(inputValue("<!--".repeat(400_000), "csrf")).toBeUndefined();
    expect(inputValue("<script><".repeat(100_000), "csrf")).toBeUndefined();
  });
});
