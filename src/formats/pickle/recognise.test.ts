import { expect, test } from "vitest";
import { memorySource } from "../bytes/byte-source.ts";
import { couldBePickle } from "./recognise.ts";

const recognised = (text: string) => {
  const bytes = Buffer.from(text, "latin1");
  return couldBePickle(memorySource(bytes), bytes.subarray(0, 65_536));
};
const call = "cos\nsystem\n(S'echo inert'\ntR";

test("a pickle without an end that calls something is one: the call comes before the error", async () => {
  expect(await recognised(call)).toBe("certain");
  expect(await recognised(`${call}?`)).toBe("certain");
});

test.each(["I1\n0", "N0", "N", ")", "K\u00010"])(
  "no lead of %j, however long, hides what is behind it",
  async (lead) => {
    expect(await recognised(`${lead.repeat(20_000)}${call}?`)).toBe("certain");
  },
);

test("nor does a dull pickle in front", async () => {
  expect(await recognised(`N.${call}.`)).toBe("certain");
  expect(await recognised(`N.N.${call}`)).toBe("certain");
});

test("what lies behind a persistent id in text, few loaders reach: an archive is an archive first", async () => {
  expect(await recognised(`PK\u0003\u0004\n${call}?`)).toBe("likely");
});

test.each([
  "cat\ncar\ncab\ncan\ncap\ncod\ndog\n",
  "col\nname\n1,2\n",
  "N. Bourbaki wrote it.",
  "I. Introduction\n",
  "",
  "# A model\n",
])("text is none: %j", async (text) => {
  expect(await recognised(text)).toBeUndefined();
});
