import { expect, it } from "vitest";
import { createRedactor } from "./redactor.ts";

it("finds a secret wherever a target puts it: names, ids, models, keys", () => {
  const redactor = createRedactor();
  redactor.add("sk-SUPERSECRET");
  const cleaned = redactor.cleanAll({
    response: [{ toolCalls: [{ id: "call sk-SUPERSECRET", name: "sk-SUPERSECRET", arguments: "{}" }] }],
    transport: { model: "m-Bearer sk-SUPERSECRET", attempts: 1 },
    detail: { "sk-SUPERSECRET": [null, true, "sk-SUPERSECRET"] },
  });
  expect(JSON.stringify(cleaned)).not.toContain("SUPERSECRET");
  expect(cleaned.transport.attempts).toBe(1);
});
