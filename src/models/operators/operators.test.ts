import { globSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { interpreterOf } from "../interpreter/index.ts";
import { openGraph } from "../runtime/index.ts";
import { isFloat, type Tensor } from "../tensor/index.ts";
import { exampleModel } from "./example-model.ts";
import { operators } from "./index.ts";
import { prove } from "./proof.ts";

const uses = operators.flatMap((operator) =>
  operator.examples.map((example, i) => [`${operator.op} ${i}`, operator, example] as const),
);

const close = (ours: Tensor | undefined, theirs: Tensor | undefined): void => {
  expect(ours?.shape).toEqual(theirs?.shape);
  expect(ours?.type).toBe(theirs?.type);
  for (const [i, value] of (theirs?.data ?? []).entries()) {
    if (typeof value === "string" || !isFloat(theirs?.type ?? "string")) expect(ours?.data[i]).toBe(value);
    else expect(Math.abs(Number(ours?.data[i]) - value)).toBeLessThanOrEqual(2e-5 * (1 + Math.abs(value)));
  }
};

describe("operators", () => {
  it("are all in the index", () => {
    expect(operators.length).toBe(globSync("*/operator.ts", { cwd: import.meta.dirname }).length);
    expect(new Set(operators.map(({ domain, op }) => `${domain}:${op}`)).size).toBe(operators.length);
  });

  it.each(operators.map((operator) => [operator.op, operator] as const))(
    "%s has the gradient that finite differences give",
    (_, operator) => {
      expect(prove(operator)).toEqual([]);
    },
  );

  it.each(uses)("%s computes what ONNX Runtime computes", async (_, operator, example) => {
    const { model, feeds } = exampleModel(operator, example);
    const session = await openGraph(model, { runtime: "onnxruntime-web" });
    const theirs = await session.run(feeds);
    await session.close();
    const ours = interpreterOf(model)(feeds);
    for (const [name, tensor] of theirs) close(ours.get(name), tensor);
  });
});
