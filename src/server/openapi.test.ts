import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { items } from "./items.generated.ts";
import { startTestServer, type TestServer } from "./testing/running.ts";

interface Operation {
  readonly operationId: string;
  readonly security: readonly unknown[];
  readonly "x-minimum-role": string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let on: TestServer;
let document: Document;
beforeAll(async () => {
  on = await startTestServer();
  document = (await on.ask("/openapi.json")).json<Document>();
});
afterAll(async () => on.stop());

const operations = (): { path: string; method: string; operation: Operation }[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

const formats = { date: /^\d{4}-\d\d-\d\d$/ };

/** A validator for the answer of an operation, with the document's components at hand. */
function validator(operation: Operation): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats });
  const schema = operation.responses["200"]?.content?.["application/json"]?.schema ?? {};
  return ajv.compile({ ...schema, components: document.components });
}

describe("the OpenAPI document", () => {
  it("says version 3.1 and names every endpoint, no more and no fewer", () => {
    expect(document.openapi).toBe("3.1.0");
    const documented = operations().map(
      ({ path, method, operation }) => `${operation.operationId} ${method} ${path}`,
    );
    const declared = items.map(({ name, method, path }) => `${name} ${method} ${path}`);
    expect(documented.sort()).toEqual(declared.sort());
    expect(new Set(documented).size).toBe(documented.length);
  });

  it("declares each path parameter, the least role, and the refusals", () => {
    for (const { path, operation } of operations()) {
      const inPath = [...path.matchAll(/\{([a-z]+)\}/g)].map((match) => match[1] ?? "");
      const declared = (operation.parameters ?? []).filter((p) => p.in === "path");
      expect(declared.map(({ name }) => name).sort()).toEqual(inPath.sort());
      expect(declared.every(({ required }) => required === true)).toBe(true);
      const open = operation["x-minimum-role"] === "anyone";
      expect(operation.security.length === 0).toBe(open);
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining(open ? ["400"] : ["400", "401", "403", "404"]),
      );
    }
  });

  it("has every schema it refers to", () => {
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      (m) => m[1] ?? "",
    );
    expect(references.length).toBeGreaterThan(30);
    expect(references.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });

  const finding = async (): Promise<string> => (await on.ports.findings({}))[0]?.id ?? "";
  const examples: readonly (readonly [string, () => Promise<string>])[] = [
    ["session-read", async () => "/api/session"],
    ["systems", async () => "/api/systems"],
    ["system", async () => "/api/systems/fintech-chatbot"],
    ["system-threats", async () => "/api/systems/fintech-chatbot/threats"],
    ["system-coverage", async () => "/api/systems/fintech-chatbot/coverage"],
    ["runs", async () => "/api/runs"],
    ["run", async () => "/api/runs/20261123-094103-000003"],
    ["run", async () => "/api/runs/20261123-094104-000004"],
    ["run-trials", async () => "/api/runs/20261123-094103-000003/trials?limit=500"],
    ["run-trial", async () => "/api/runs/20261123-094103-000003/trials/3"],
    ["run-evidence", async () => "/api/runs/20261123-094103-000003/evidence"],
    ["run-comparison", async () => "/api/runs/20261123-094103-000003/comparison?baseline=run-20261102-0001"],
    ["findings", async () => "/api/findings"],
    ["finding", async () => `/api/findings/${await finding()}`],
    ["doctor", async () => "/api/doctor"],
    ["health", async () => "/api/health"],
    ["bundle", async () => "/api/bundles/20261123-090000-0000ff"],
  ];
  for (const [name, path] of examples) {
    it(`describes what ${name} really answers`, async () => {
      const operation = operations().find((one) => one.operation.operationId === name)!.operation;
      const validate = validator(operation);
      const answer = await on.ask(await path(), { token: on.tokens.admin });
      expect(answer.status).toBe(200);
      expect(validate(answer.json()) ? [] : validate.errors).toEqual([]);
      // The schema says something: it refuses another answer.
      expect(validate({ nothing: true }) && validate([1])).toBe(false);
    });
  }

  it("describes what a refusal answers", async () => {
    const validate = new Ajv2020({ strict: false, formats }).compile(document.components.schemas["Error"]!);
    for (const path of ["/api/systems", "/api/nothing", "/api/runs/x?y=z"]) {
      const answer = await on.ask(path);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(validate(answer.json())).toBe(true);
    }
  });
});
