import { describe, expect, it } from "vitest";
import { defineErrors } from "../errors/index.ts";
import type { Io } from "./command.ts";
import { placeText, printError } from "./print-error.ts";

const sample = defineErrors("sample", { broken: { summary: "It is broken.", remedy: "Mend it.", exit: 3 } });

function printed(error: unknown): { code: number; text: string } {
  let text = "";
  // Only what printError uses.
  const code = printError(error, { err: (part) => void (text += part), colour: false } as Io);
  return { code, text };
}

describe("an error on the terminal", () => {
  it("says code, sentence, place and remedy, and exits as its catalogue entry says", () => {
    const { code, text } = printed(
      sample.broken("The cup is broken.", { file: "a.yaml", line: 3, column: 7, field: "cups[0]" }),
    );
    expect(text).toBe(
      "SAMPLE_BROKEN  The cup is broken.\n  at      a.yaml:3:7 cups[0]\n  remedy  Mend it.\n",
    );
    expect(code).toBe(3);
  });

  it("prints every problem of an aggregate", () => {
    const { text } = printed(new AggregateError([sample.broken("One."), sample.broken("Two.")]));
    expect(text).toContain("One.");
    expect(text).toContain("Two.");
  });

  it("does not obey escape sequences in hostile text", () => {
    expect(printed(sample.broken("\u001b[2Jgone")).text).toContain("⟨ESC⟩[2Jgone");
  });

  it("calls anything else a defect, exit 4", () => {
    expect(printed(new TypeError("oops"))).toMatchObject({
      code: 4,
      text: expect.stringContaining("INTERNAL") as unknown,
    });
  });

  it("breaks between words on a terminal, and nowhere else", () => {
    let text = "";
    // Only what printError uses.
    const io = {
      err: (part: string) => void (text += part),
      colour: false,
      errIsTerminal: true,
      columns: 40,
    } as Io;
    printError(sample.broken("The cup that stood on the shelf in the kitchen is broken."), io);
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(40);
    expect(text.replaceAll(/\s+/g, " ")).toContain(
      "The cup that stood on the shelf in the kitchen is broken. remedy Mend it.",
    );
  });

  it("leaves out what is not known of the place", () => {
    expect(placeText({})).toBe("");
    expect(placeText({ at: "https://example.com" })).toBe("https://example.com");
  });
});
