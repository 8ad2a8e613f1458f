import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { sharedBenign } from "./shared-benign.ts";

const folder = mkdtempSync(join(tmpdir(), "shared-benign-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, value: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), value);
}

const jsonl = (...rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

describe("the harmless texts of a data folder", () => {
  it("are none where there is no folder", () => {
    expect([...sharedBenign(join(folder, "absent"))]).toEqual([]);
  });

  it("keep their set as source, and come with role, family and language", () => {
    put(
      "benign/instructions.jsonl",
      jsonl(
        { text: "Name three rivers.", source: "t0:rivers" },
        { text: "Add 2 and 2.", source: "gsm8k-test" },
      ),
    );
    put(
      "attacks/cyberseceval-frr-benign/frr_multilingual_machine_translated.json",
      JSON.stringify([{ mutated_prompt: "Schreibe ein Programm.", speaking_language: "German" }]),
    );
    put("attacks/garak-benign-questions/primes.json", JSON.stringify([{ question: "Is 7 prime?" }, "Is 9?"]));
    put("attacks/bipia/contexts/email-train.jsonl", jsonl({ context: "SUBJECT: Hello" }));
    put(
      "attacks/bipia/contexts/code-train.jsonl",
      jsonl({ error: ["TypeError"], code: ["f()"], context: ["Try g()."] }),
    );
    const found = [...sharedBenign(folder)].map((example) => [
      example.source,
      example.role,
      example.family,
      example.language,
      example.text,
    ]);
    expect(found).toEqual([
      ["t0", "user", "everyday", "en", "Name three rivers."],
      ["gsm8k-test", "user", "everyday", "en", "Add 2 and 2."],
      ["cyberseceval-frr-benign", "user", "sounds-dangerous", "de", "Schreibe ein Programm."],
      ["garak-benign-questions", "user", "formulaic", "en", "Is 7 prime?"],
      ["garak-benign-questions", "user", "formulaic", "en", "Is 9?"],
      ["bipia-contexts", "document", "email", "en", "SUBJECT: Hello"],
      ["bipia-contexts", "tool", "email", "en", "SUBJECT: Hello"],
      ["bipia-contexts", "document", "code", "en", "TypeError\nf()"],
      ["bipia-contexts", "tool", "code", "en", "TypeError\nf()"],
      ["bipia-contexts", "document", "code", "en", "Try g()."],
      ["bipia-contexts", "tool", "code", "en", "Try g()."],
    ]);
  });
});
