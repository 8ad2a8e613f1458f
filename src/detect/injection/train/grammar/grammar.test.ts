import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../stats/index.ts";
import type { Example } from "../example.ts";
import { attackFamilies, generateAttacks, generateCarriers } from "./index.ts";
import { readPhrasebook } from "./phrasebook.ts";
import { createSpeaker } from "./speaker.ts";
import { parseTemplate, slotsOf } from "./template.ts";

const attacks = [...generateAttacks(seededRandom("grammar"), { count: 20_000 })];
const users = attacks.filter(({ role }) => role === "user");
const share = (of: readonly Example[], is: (example: Example) => boolean): number =>
  of.filter(is).length / of.length;

/** Hosts that belong to nobody: RFC 2606, RFC 5737, and the link-local metadata address attacks ask for. */
const reserved =
  /^(?:[a-z0-9.-]*\.)?(?:example|example\.(?:com|net|org))$|^(?:203\.0\.113|198\.51\.100|192\.0\.2)\.\d+$|^169\.254\.169\.254$/;

describe("the attack grammar", () => {
  it("says the same with the same seed, and something else with another", () => {
    const texts = (seed: string) => [...generateAttacks(seededRandom(seed), { count: 300 })];
    expect(texts("a")).toEqual(texts("a"));
    expect(texts("a")).not.toEqual(texts("b"));
  });

  it("hardly ever says the same twice", () => {
    expect(new Set(attacks.map(({ text }) => text)).size).toBeGreaterThanOrEqual(0.99 * attacks.length);
  });

  it("reaches every family and every language", () => {
    const families = attackFamilies();
    expect(families.length).toBeGreaterThanOrEqual(60);
    expect(new Set(attacks.map(({ family }) => family))).toEqual(
      new Set(families.map(({ family }) => family)),
    );
    const languages = new Set(families.flatMap((family) => family.languages));
    expect(languages.size).toBeGreaterThanOrEqual(20);
    expect(new Set(attacks.map(({ language }) => language))).toEqual(languages);
  });

  it("keeps the shares that are asked for", () => {
    expect(share(attacks, ({ role }) => role === "user")).toBeCloseTo(0.5, 1);
    expect(share(attacks, ({ language }) => language === "en")).toBeCloseTo(0.5, 1);
    const some = [
      ...generateAttacks(seededRandom("some"), {
        count: 200,
        roles: { user: 0, document: 0, tool: 1 },
        languages: ["de", "ja"],
      }),
    ];
    expect(
      share(some, ({ role, language }) => role === "tool" && ["de", "ja", "mul"].includes(language)),
    ).toBe(1);
    const leaks = [...generateAttacks(seededRandom("leaks"), { count: 50, families: ["leak-above"] })];
    expect(new Set(leaks.map(({ family }) => family))).toEqual(new Set(["leak-above"]));
    expect(() => [...generateAttacks(seededRandom("x"), { count: 1, families: ["none"] })]).toThrow(
      RangeError,
    );
  });

  it("is blunt and short often enough, and does without the tell-tale words often enough", () => {
    const english = users.filter(({ language }) => language === "en");
    expect(share(english, ({ text }) => text.split(/\s+/).length <= 12)).toBeGreaterThan(0.25);
    const telling = /ignor|disregard|forget|instruct|prompt|jailbreak|overrid|bypass/i;
    expect(share(english, ({ text }) => !telling.test(text))).toBeGreaterThan(0.25);
    expect(share(english, ({ text }) => telling.test(text))).toBeGreaterThan(0.1);
  });

  it("leaves nothing empty, too long, unfilled or half a character", () => {
    for (const { text } of attacks) {
      expect(text.trim()).not.toBe("");
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8192);
      expect(text).not.toMatch(/undefined|\[object|\{\^?[a-z][a-z0-9./-]*(?::[a-z0-9]+)?\}/);
      expect(text.isWellFormed()).toBe(true);
    }
  });

  it("names only hosts that belong to nobody", () => {
    const strange = attacks.flatMap(({ text }) =>
      [...text.matchAll(/(?:https?:\/\/|www\.|[\w.]@)([a-z0-9-]+(?:\.[a-z0-9-]+)+)/g)].map(
        (found) => found[1] ?? "",
      ),
    );
    expect(strange.length).toBeGreaterThan(1000);
    expect(strange.filter((host) => !reserved.test(host))).toEqual([]);
  });

  it("can fill every slot of every language", () => {
    const book = readPhrasebook();
    for (const phrases of book.values()) {
      if (phrases.language === "mul") continue;
      const speaker = createSpeaker(book, phrases.language, seededRandom(phrases.language));
      const lines = [
        ...[phrases.slots, phrases.user, phrases.document, phrases.text].flatMap((lists) =>
          [...lists.values()].flat(),
        ),
        ...[...phrases.wrap.values(), ...phrases.carriers].flatMap(({ templates }) => templates),
        ...[...(book.get("mul")?.wrap.values() ?? [])].flatMap(({ templates }) => templates),
      ];
      for (const line of lines)
        for (const { name } of slotsOf(line))
          expect(() => speaker.say(parseTemplate(`{${name}}`), outer), name).not.toThrow();
    }
  });
});

/** Slots that are filled from outside. */
const outer = (name: string): string | undefined =>
  /^(?:attack|order|foreign|foreign-order|payload|body\..*)$/.test(name) ? "x" : undefined;

describe("benign carriers", () => {
  it("come in the same shapes and hold no attack", () => {
    const carriers = [...generateCarriers(seededRandom("benign"), { count: 2000 })];
    expect(share(carriers, ({ label, role }) => label === 0 && role !== "user")).toBe(1);
    expect(new Set(carriers.map(({ language }) => language)).size).toBeGreaterThanOrEqual(20);
    expect(share(carriers, ({ text }) => /system prompt|HACKED|attacker\.example/i.test(text))).toBe(0);
    expect(carriers.every(({ text }) => text.trim() !== "" && Buffer.byteLength(text) <= 8192)).toBe(true);
  });
});

describe("the held-out attacks", () => {
  const lines = readFileSync(join(import.meta.dirname, "../held-out/attacks.jsonl"), "utf8")
    .trim()
    .split("\n");
  const heldOut = lines.map((line) => JSON.parse(line) as Example);

  it("are many, in many languages and roles, each once", () => {
    expect(heldOut.length).toBeGreaterThanOrEqual(400);
    expect(heldOut.filter(({ role }) => role === "user").length).toBeGreaterThanOrEqual(200);
    expect(heldOut.filter(({ role }) => role !== "user").length).toBeGreaterThanOrEqual(200);
    expect(new Set(heldOut.map(({ language }) => language)).size).toBeGreaterThanOrEqual(10);
    expect(new Set(heldOut.map(({ text }) => text)).size).toBe(heldOut.length);
    expect(heldOut.every(({ label, source }) => label === 1 && source === "held-out")).toBe(true);
  });

  it("are nothing the grammar says", () => {
    const said = new Set(
      attacks.map(({ text }) =>
        text
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
          .trim(),
      ),
    );
    expect(
      heldOut.filter(({ text }) =>
        said.has(
          text
            .toLowerCase()
            .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
            .trim(),
        ),
      ),
    ).toEqual([]);
  });
});
