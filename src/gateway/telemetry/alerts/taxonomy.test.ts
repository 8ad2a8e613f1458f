import { expect, it } from "vitest";
import { riskCategories } from "../../../contracts/index.ts";
import { eventWriters } from "../../../report/events/index.ts";
import { decisionRecord } from "../../records/index.ts";
import { aDecision, aHit, anExchangeRecord } from "../../records/testing/an-exchange-record.ts";
import { eventOfRecord } from "./event-of-record.ts";
import { taxonomyOf } from "./taxonomy.ts";

const hit = aHit({});
const signals = (["prompt-injection", "exfiltration"] as const).map((category) => ({
  detector: "d",
  rule: "r",
  category,
  score: 1,
  start: 0,
  end: 1,
  why: "",
  part: "/a",
}));
const record = decisionRecord(
  anExchangeRecord({ decisions: [aDecision({ action: "block", hits: [{ ...hit, signals }] })] }),
  { keep: () => [] },
);

it("a decision carries the catalogues' ids of what was seen", () => {
  const event = eventOfRecord(record);
  expect(event?.techniques).toEqual(["AML.T0051", "AML.T0077"]);
  expect(event?.facts["owasp"]).toEqual(["LLM01:2025", "LLM02:2025", "LLM05:2025"]);
});

it.each(eventWriters.filter(({ id }) => id !== "slack").map((writer) => [writer.id, writer] as const))(
  "the ids leave as %s too",
  (_, writer) => {
    const event = eventOfRecord(record);
    if (event === undefined) throw new Error("There is an event.");
    const product = { vendor: "v", name: "n", version: "1.0.0" };
    const written = writer.write(event, { product, host: "h" });
    for (const id of ["AML.T0051", "AML.T0077", "LLM01:2025", "LLM05:2025"]) expect(written).toContain(id);
  },
);

it("ids have the catalogues' shape, in order and once", () => {
  const { atlas, owasp } = taxonomyOf([...riskCategories, ...riskCategories]);
  for (const id of atlas) expect(id).toMatch(/^AML\.T\d{4}(?:\.\d{3})?$/);
  for (const id of owasp) expect(id).toMatch(/^LLM(?:0\d|10):2025$/);
  expect(atlas).toEqual([...new Set(atlas)].sort());
  expect(owasp).toContain("LLM10:2025");
});
