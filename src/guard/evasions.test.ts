import { describe, expect, it } from "vitest";
import { canaryWord, detectors, inspectText, overTimeDetectors } from "../detect/index.ts";
import { evasions } from "../detect/views/testing/evasions.ts";
import { phrases } from "../detect/views/testing/phrases.ts";
import { openPolicy } from "./open-policy.ts";
import { shippedPolicies } from "./shipped-policies.ts";
import { answerOf, guardOn, requestOf, standingClock } from "./testing/sample.ts";

const options = {
  shelf: { pure: detectors, overTime: overTimeDetectors },
  inspectText,
  clock: standingClock(),
};
const key = ["AKIA", "Q7ZK3M2PV5XW4LTB"].join("");

describe.each(["bartizan:baseline", "bartizan:strict"])(
  "%s, against every way of writing a text otherwise",
  async (name) => {
    const { prepared } = await openPolicy(shippedPolicies()[name] ?? "", options);
    const guard = guardOn(prepared, { inspectText });
    /** The ways by which a text gets through that does not when it is written plainly. */
    const through = async (
      texts: readonly string[],
      families: typeof evasions,
      stops: (text: string) => Promise<boolean>,
    ): Promise<readonly string[]> => {
      const missed: string[] = [];
      for (const text of texts) {
        expect(await stops(text), text).toBe(true);
        for (const { name: family, evade } of families) if (!(await stops(evade(text)))) missed.push(family);
      }
      return missed;
    };
    const answers = async (text: string): Promise<boolean> =>
      (await guard.checkResponse(requestOf(["hello"]), answerOf(text))).action !== "allow";
    const requests = async (text: string): Promise<boolean> =>
      (await guard.checkRequest(requestOf([text]))).action !== "allow";

    it("lets no canary out", async () => {
      expect(
        await through([`my first word is ${canaryWord(7936)} as I was told`], evasions, answers),
      ).toEqual([]);
    });

    it("lets no key out that is still one", async () => {
      // A key that loses its case is a key no more.
      const kept = evasions.filter(({ evade }) => evade("Abc") !== evade("aBC"));
      expect(await through([`the upload uses ${key} for now`], kept, answers)).toEqual([]);
    });

    it("lets in at most one in a hundred injections that it stops when they are written plainly", async () => {
      const stopped: string[] = [];
      for (const phrase of phrases) if (await requests(phrase)) stopped.push(phrase);
      const missed = await through(stopped, evasions, requests);
      expect(stopped.length).toBeGreaterThanOrEqual(phrases.length / 2);
      expect(missed.length, missed.join(" ")).toBeLessThanOrEqual((stopped.length * evasions.length) / 100);
    });
  },
);
