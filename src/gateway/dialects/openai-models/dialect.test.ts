import { expect, it } from "vitest";
import { dialectSuite } from "../../testing/dialect-suite.ts";
import { dialect } from "./dialect.ts";

dialectSuite(dialect, {
  method: "GET",
  path: "/v1/models/org/model-1:free",
  requests: [undefined],
  responses: [{ object: "list", data: [{ id: "m", object: "model" }] }],
});

it.each(["/v1/models/", "/v1/models/..", "/v1/models/a/../b", "/v1/models/a%2e%2e", "/v1/models/.hidden"])(
  "%s is not its address",
  (path) => {
    expect(dialect.match("GET", path)).toBe(false);
  },
);
