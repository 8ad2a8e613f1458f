import { describe, expect, it } from "vitest";
import { WireError } from "../../problems/index.ts";
import { dialectSuite } from "../../testing/dialect-suite.ts";
import type { RawRequest, ReadRequest, UninspectedKind } from "../dialect.ts";
import { dialect } from "./dialect.ts";

const P = "PLANTED";
const path = "/v1/completions";

dialectSuite(dialect, {
  path,
  requests: [
    { model: "m", prompt: P, invented: { text: P } },
    { model: "m", prompt: [P, `x ${P}`, [1, 2]] },
  ],
  responses: [{ model: "m", choices: [{ index: 0, text: `a ${P}`, finish_reason: "stop", logprobs: null }] }],
});

describe("token numbers", () => {
  it("are nothing anybody can look into, and pass only where that is allowed", () => {
    const read = (allowed: readonly UninspectedKind[]): ReadRequest => {
      const raw: RawRequest = {
        method: "POST",
        path,
        query: "",
        headers: {},
        body: { model: "m", prompt: [1, 2, 3] },
        allowed: new Set(allowed),
      };
      return dialect.readRequest(raw);
    };
    expect(() => read([])).toThrow(WireError);
    expect(read(["unknown"]).uninspected).toEqual(["unknown"]);
  });
});
