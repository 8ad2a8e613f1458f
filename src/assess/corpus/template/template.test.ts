import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aroundPlaceholders, fill, placeholders, render } from "./template.ts";

const shout = (_name: string, text: string): string => text.toUpperCase();

describe("templates", () => {
  it("fill what is known and keep the rest", () => {
    expect(fill("{{a}} and {{ b }}, {{c}}", { a: "1", b: "2" })).toBe("1 and 2, {{c}}");
    expect(placeholders("{{a}} {{#s}}{{b}}{{/s}}")).toEqual(["a", "b"]);
  });

  it("do not read a value again, so that a value cannot reach another", () => {
    expect(fill("{{a}}", { a: "{{b}}", b: "secret" })).toBe("{{b}}");
    expect(() => fill("{{constructor}}", {})).not.toThrow();
    expect(fill("{{constructor}}", {})).toBe("{{constructor}}");
  });

  it("change a section after it was filled", () => {
    expect(render("x {{#up}}a{{v}}{{/up}} y", { v: "b" }, shout)).toBe("x AB y");
  });

  it.each(["{{nobody}}", "{{#up}}open", "{{/up}}", "{{#up}}{{#up}}{{/up}}{{/up}}", "{{#up}}{{/down}}"])(
    "refuse to send %s",
    (template) => {
      expect(() => render(template, {}, shout)).toThrow(expect.objectContaining({ code: "CORPUS_TEMPLATE" }));
    },
  );

  it("are ordinary text where braces are not closed, whatever the text", () => {
    expect(render("a {{ b", {}, shout)).toBe("a {{ b");
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes("{{")),
        (text) => {
          expect(render(text, {}, shout)).toBe(text);
          expect(aroundPlaceholders(text, (part) => part)).toBe(text);
        },
      ),
    );
  });
});
