import fc from "fast-check";
import { expect, it } from "vitest";
import { isHidden, visibleText } from "./visible-text.ts";

it("shows escape sequences, overrides and tag characters instead of obeying them", () => {
  expect(visibleText("a\u001b[2Jb")).toBe("a⟨ESC⟩[2Jb");
  expect(visibleText("evil\u202etxt")).toBe("evil⟨U+202E⟩txt");
  expect(visibleText("\u{e0041}x\u200b")).toBe("⟨U+E0041⟩x⟨U+200B⟩");
});

it("leaves ordinary text in any script alone", () => {
  const text = "Überweisung\n\tsträng 付款 दान 😀";
  expect(visibleText(text)).toBe(text);
});

it("never lets a hidden character through", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      for (const character of visibleText(text)) expect(isHidden(character.codePointAt(0) ?? 0)).toBe(false);
    }),
  );
});
