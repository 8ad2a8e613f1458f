/**
 * A decision-based audit (HopSkipJump, labels alone) of a model behind HTTP, beside the endpoint's own throughput in
 * the same run: `node bench/robustness/http-audit.ts [--points 1000] [--iterations 10] [--batch 512] [--in-flight 8]`.
 *
 * The endpoint is the practice server in a process of its own, or with `--url` another of the Open Inference Protocol that
 * has a model `fraud` of the same rows (`--label`: its output with classes). Its throughput is what a client reaches that does
 * nothing else: bodies of full batches, written beforehand, as many in flight, answers read and thrown away; half of
 * it before the audit and half behind, since other load comes and goes. The audit goes the way of `bartizan assess`:
 * points side by side, what they ask at the same time in one request, over the adapter, the pacer and the budget.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { Agent, request } from "undici";
import { batchedTarget } from "../../src/assess/audit/batched-target.ts";
import { hopSkipJump, runAttack, constraintsOf } from "../../src/assess/robustness/index.ts";
import { seededRandom } from "../../src/stats/index.ts";
import { connectModel } from "../../src/targets/index.ts";
import { configOf, realClock, realDeps } from "../../src/targets/testing/real-parts.ts";
import { paymentsOf } from "./payments.ts";

const { values } = parseArgs({
  options: {
    points: { type: "string", default: "1000" },
    iterations: { type: "string", default: "10" },
    batch: { type: "string", default: "512" },
    "in-flight": { type: "string", default: "8" },
    parallel: { type: "string", default: "1024" },
    url: { type: "string" },
    label: { type: "string", default: "label" },
  },
});
const points = Number(values.points);
const inFlight = Number(values["in-flight"]);
const batch = Number(values.batch);
/** Examples under way, as in an assessment. */
const parallel = Number(values.parallel);

const server =
  values.url === undefined
    ? fork(new URL("./serve-payments.ts", import.meta.url), { stdio: "inherit" })
    : undefined;
// Safe: what serve-payments.ts, beside this file, sends is its address.
const [url] = server === undefined ? [values.url ?? ""] : ((await once(server, "message")) as [string]);
const { rows, labels, features, classes } = paymentsOf(points);
const input = { name: "x", datatype: "FP32" };
const dispatcher = new Agent({ connections: inFlight });

/** Rows a second that the endpoint answers to a client that does nothing else. */
async function throughput(seconds: number): Promise<number> {
  // Values as an attack asks them: with all their digits.
  const random = seededRandom("load");
  const bodies = Array.from({ length: 16 }, (_, i) => {
    const data = Array.from({ length: batch * rows.width }, (_, k) => {
      const value = rows.data[(i * batch * rows.width + k) % rows.data.length] ?? 0;
      return value * (0.99 + 0.02 * random.next());
    });
    return JSON.stringify({
      inputs: [{ ...input, shape: [batch, rows.width], data }],
      outputs: [{ name: values.label }],
    });
  });
  const until = performance.now() + seconds * 1000;
  const start = performance.now();
  let answered = 0;
  const lane = async (): Promise<void> => {
    for (let i = 0; performance.now() < until; i++) {
      const answer = await request(`${url}/v2/models/fraud/infer`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: bodies[i % bodies.length] ?? "",
        dispatcher,
      });
      await answer.body.arrayBuffer();
      if (answer.statusCode !== 200) throw new Error(`the endpoint answered ${answer.statusCode}`);
      answered += batch;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (answered * 1000) / (performance.now() - start);
}

async function audit(): Promise<{
  readonly rows: number;
  readonly perSecond: number;
  readonly outcomes: object;
}> {
  const config = configOf({
    kind: "open-inference",
    id: "payments",
    base_url: url,
    model: "fraud",
    input: input.name,
    labels: values.label,
    concurrency: inFlight,
    interface: { features, classes, output: "label", max_batch: batch },
  });
  const target = await connectModel(config, realDeps());
  const asked = batchedTarget(target, inFlight);
  const context = { signal: new AbortController().signal, clock: realClock, random: seededRandom("audit") };
  const attack = hopSkipJump({
    norm: "linf",
    iterations: Number(values.iterations),
    pool: { rows, labels },
  });
  const scales = Float64Array.from({ length: rows.width }, (_, k) => {
    const column = Array.from({ length: rows.count }, (_, i) => rows.data[i * rows.width + k] ?? 0);
    return Math.max(...column) - Math.min(...column) || 1;
  });
  const constraints = { ...constraintsOf(target.input), scales };
  const outcomes: Record<string, number> = {};
  let queries = 0;
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < rows.count; i = next++) {
      const [record] = await runAttack(attack, {
        model: { predict: (some) => asked.predict(some, context) },
        input: target.input,
        output: target.output,
        examples: [
          {
            id: `test-${i}`,
            row: rows.data.slice(i * rows.width, (i + 1) * rows.width),
            label: labels[i] ?? -1,
          },
        ],
        random: seededRandom("audit"),
        budget: 10_000,
        constraints,
      });
      queries += record?.queries ?? 0;
      const outcome = record?.outcome ?? "none";
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: parallel }, worker));
  const perSecond = (queries * 1000) / (performance.now() - start);
  await target.dispose();
  return { rows: queries, perSecond, outcomes };
}

await throughput(2);
const before = await throughput(8);
const audited = await audit();
const after = await throughput(8);
const own = (before + after) / 2;
console.log(
  `endpoint alone: ${Math.round(before)} rows/s before, ${Math.round(after)} behind; audit of ${points} points: ${audited.rows} rows at ${Math.round(audited.perSecond)} rows/s = ${Math.round((100 * audited.perSecond) / own)} % of the endpoint's own throughput; ${JSON.stringify(audited.outcomes)}`,
);
server?.kill();
await dispatcher.close();
