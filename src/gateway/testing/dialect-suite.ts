import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../contracts/index.ts";
import { uninspectedKinds, type Dialect, type PlacedPart, type RawRequest } from "../dialects/index.ts";
import { applyEdits, valueAt } from "../parts/index.ts";
import { problem, problemKinds, WireError } from "../problems/index.ts";

export interface DialectSamples {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Requests it understands. Each text in them that a model reads holds the word `PLANTED`, and nothing else does. */
  readonly requests: readonly (JsonValue | undefined)[];
  /** Answers to the first of the requests, in the same way. */
  readonly responses: readonly JsonValue[];
}

const word = "PLANTED";
const everything = new Set(uninspectedKinds);

const copy = (value: JsonValue | undefined): JsonValue | undefined => structuredClone(value);

/** What every dialect keeps to, whatever its protocol. Call it in the dialect's own test with samples of its own. */
export function dialectSuite(dialect: Dialect, samples: DialectSamples): void {
  const raw = (body: JsonValue | undefined): RawRequest => ({
    method: samples.method ?? "POST",
    path: samples.path,
    query: "",
    headers: samples.headers ?? {},
    body,
    allowed: everything,
  });
  const readRequest = (body: JsonValue | undefined): readonly PlacedPart[] =>
    dialect.readRequest(raw(body)).parts;
  const first = dialect.readRequest(raw(copy(samples.requests[0])));
  const readResponse = (body: JsonValue | undefined): readonly PlacedPart[] =>
    dialect.readResponse(body, first, everything).parts;
  const bodies = [
    ...samples.requests.map((body, i) => [`request ${i}`, body, readRequest] as const),
    ...samples.responses.map((body, i) => [`answer ${i}`, body, readResponse] as const),
  ];

  describe(`${dialect.id} keeps to the contract of dialects`, () => {
    it("answers at its own address only", () => {
      expect(dialect.match(samples.method ?? "POST", samples.path)).toBe(true);
      expect(dialect.match("TRACE", samples.path)).toBe(false);
      expect(dialect.match(samples.method ?? "POST", `${samples.path}/../other`)).toBe(false);
    });

    it.each(bodies)(
      "names every part by a pointer of its own that leads to its text: %s",
      (_, body, read) => {
        const parts = read(copy(body));
        expect(new Set(parts.map(({ at }) => at)).size).toBe(parts.length);
        for (const { at, text, json } of parts) {
          const value = valueAt(body ?? null, at);
          if (json === true) expect(JSON.stringify(value), at).toBe(text);
          else expect(typeof value === "string" && value.startsWith(text.replace(/,$/, "")), at).toBe(true);
        }
      },
    );

    it.each(bodies)("sees every text: %s", (_, body, read) => {
      const changed = copy(body);
      const parts = read(changed);
      const edits = parts.flatMap(({ at, text }) =>
        [...text.matchAll(/PLANTED/g)].map(({ index }) => ({
          part: at,
          start: index,
          end: index + word.length,
          replacement: "gone",
          rule: "planted",
        })),
      );
      applyEdits(changed ?? null, parts, edits);
      expect(JSON.stringify(changed ?? null)).not.toContain(word);
      expect(JSON.stringify(changed ?? null).replaceAll("gone", word)).toBe(JSON.stringify(body ?? null));
    });

    it("refuses what it does not understand, in its own words, and never breaks", () => {
      const any = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>;
      const sample = fc.constantFrom(...bodies);
      fc.assert(
        fc.property(sample, fc.nat(10_000), any, ([, body, read], place, value) => {
          const changed = replaceSomewhere(copy(body) ?? null, place, value);
          try {
            read(changed);
          } catch (error) {
            if (!(error instanceof WireError)) throw error;
          }
        }),
        { numRuns: 200 },
      );
    });

    it.each(problemKinds)("tells a client of a problem of the kind %s", (kind) => {
      const told = problem(kind, "A sentence.", { exchange: "e-1", decision: "d-1", rules: ["r-1"] });
      const reply = dialect.problem(told, first);
      const text = JSON.stringify(reply.body);
      for (const part of ["A sentence.", told.code, "e-1", "d-1", "r-1"]) expect(text).toContain(part);
    });
  });
}

/** Puts a value in the place of some other one, anywhere in the body. */
function replaceSomewhere(body: JsonValue, place: number, value: JsonValue): JsonValue {
  const holders: { readonly holder: Record<string, JsonValue>; readonly key: string }[] = [];
  const visit = (held: JsonValue): void => {
    if (typeof held !== "object" || held === null) return;
    // Safe: a copy of ours; an array's indices are keys of it.
    const holder = held as Record<string, JsonValue>;
    for (const key of Object.keys(holder)) {
      holders.push({ holder, key });
      visit(holder[key] ?? null);
    }
  };
  visit(body);
  const chosen = holders[place % (holders.length + 1)];
  if (chosen === undefined) return value;
  chosen.holder[chosen.key] = value;
  return body;
}
