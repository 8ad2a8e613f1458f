import type {
  JsonObject,
  LabelledRows,
  ModelCheck,
  ModelData,
  PredictTarget,
  UnitRecord,
} from "../../../contracts/index.ts";
import { cancer, digits, fixturePath } from "../../../models/testing/fixtures.ts";
import { configOf, realClock, realDeps } from "../../../targets/testing/real-parts.ts";
import { connectModel } from "../../../targets/index.ts";
import { AuditFold, planAudit, runAudit, type AuditRequest, type AuditResult } from "../index.ts";

export interface WholeAudit {
  readonly result: AuditResult;
  readonly records: readonly UnitRecord[];
}

/** Runs a check on a model from plan to verdict, in memory. */
export async function wholeAudit(
  check: ModelCheck,
  target: PredictTarget,
  data: ModelData,
  more: Partial<AuditRequest> = {},
): Promise<WholeAudit> {
  const fold = new AuditFold(planAudit({ run: "r", seed: "s", check, target, data, ...more }));
  let seq = 0;
  const result = await runAudit({
    fold,
    log: {
      append: (_type: string, _body: JsonObject) => Promise.resolve({ seq: (seq += 1) }),
      putBlob: () => Promise.resolve({ $blob: "b", key: "k", bytes: 1, mediaType: "m" }),
    },
    check,
    target,
    data,
    parallel: 64,
    clock: realClock,
    signal: new AbortController().signal,
  });
  return {
    result,
    records: fold.records.map(({ unit, outcome, queries, detail }) => ({ unit, outcome, queries, detail })),
  };
}

/** A model of the fixtures with some rows of its data. */
export async function fixtureModel(
  name: "bc_mlp.onnx" | "digits_mlp.onnx" | "digits_cnn.onnx" | "gbdt_small.onnx",
  count: number,
): Promise<{ readonly target: PredictTarget; readonly data: { readonly test: LabelledRows } }> {
  const target = await connectModel(
    configOf({
      kind: "onnx-file",
      id: "model",
      file: fixturePath(name),
      interface: { domain: { low: 0, high: 1 } },
    }),
    realDeps(),
  );
  const { rows, labels } = name.startsWith("digits") ? digits : cancer;
  const { width } = rows;
  return {
    target,
    data: {
      test: {
        rows: { count, width, data: rows.data.slice(0, count * width) },
        labels: labels.slice(0, count),
        digest: "d",
      },
    },
  };
}
