import { describe, expect, it } from "vitest";
import { WireError } from "../../problems/index.ts";
import { dialectSuite } from "../../testing/dialect-suite.ts";
import type { RawRequest, ReadRequest, UninspectedKind } from "../dialect.ts";
import { dialect } from "./dialect.ts";

const P = "PLANTED";
const path = "/v1/embeddings";

dialectSuite(dialect, {
  path,
  requests: [
    { model: "m", input: P, invented: { text: P } },
    { model: "m", input: [P, `x ${P}`, [1, 2]] },
  ],
  responses: [{ object: "list", data: [{ index: 0, embedding: [0.5] }], usage: { prompt_tokens: 1 } }],
});

describe("token numbers", () => {
  it("are nothing anybody can look into, and pass only where that is allowed", () => {
    const read = (allowed: readonly UninspectedKind[]): ReadRequest => {
      const raw: RawRequest = {
        method: "POST",
        path,
        query: "",
        headers: {},
        body: { model: "m", input: [1, 2, 3] },
        allowed: new Set(allowed),
      };
      return dialect.readRequest(raw);
    };
    expect(() => read([])).toThrow(WireError);
    expect(read(["unknown"]).uninspected).toEqual(["unknown"]);
  });
});
