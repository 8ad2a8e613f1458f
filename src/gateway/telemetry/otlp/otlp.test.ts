import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../contracts/index.ts";
import { aDecision, aHit, anExchangeRecord } from "../../records/testing/an-exchange-record.ts";
import { httpSink } from "../testing/http-sink.ts";
import { otlpAnyValue, otlpMetrics, otlpTraces } from "../testing/otlp-shapes.ts";
import { quickClock } from "../testing/quick-clock.ts";
import { anyValue } from "./any-value.ts";
import { createOtlpExporter, type OtlpOptions } from "./exporter.ts";
import { metricsPayload, tracesPayload } from "./payload.ts";
import { spansOf } from "./spans.ts";
import { contextOf, formatTraceparent, parseTraceparent } from "./traceparent.ts";
import { UsageMetrics } from "./usage-metrics.ts";

const ajv = new Ajv2020({ strict: false });
ajv.addSchema(otlpAnyValue);
const [isTraces, isMetrics] = [ajv.compile(otlpTraces), ajv.compile(otlpMetrics)];
const resource = { serviceName: "bartizan", serviceVersion: "1", instance: "i1" };
const blocked = anExchangeRecord({
  decisions: [aDecision({ action: "block", hits: [aHit()] }), aDecision({ id: "d2", direction: "response" })],
});
const exporter = (endpoint: string, more: Partial<OtlpOptions> = {}) =>
  createOtlpExporter({ endpoint, resource, clock: quickClock(), random: () => 0.5, everyMs: 1e8, ...more });

describe("traceparent", () => {
  it("comes back as it was", () => {
    const header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const context = parseTraceparent(header);
    expect(context && formatTraceparent(context)).toBe(header);
  });

  it.each([
    undefined,
    "",
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
    "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
  ])("that is %j is none", (header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });

  it("of a version to come may have more", () => {
    expect(parseTraceparent("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00-what")?.sampled).toBe(
      false,
    );
  });

  it("keeps the caller's trace, and the header agrees with the span", () => {
    const parent = parseTraceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    const own = contextOf("x1", parent);
    const [span] = spansOf(anExchangeRecord(), parent === undefined ? {} : { parent });
    expect(span).toMatchObject({
      traceId: parent?.traceId,
      parentSpanId: parent?.spanId,
      spanId: own.spanId,
    });
    expect(contextOf("x1").traceId).not.toBe(contextOf("x2").traceId);
  });
});

describe("spans of an exchange", () => {
  const spans = spansOf(blocked, { provider: "openai" });

  it("are what OTLP's JSON asks for", () => {
    expect(isTraces(tracesPayload(resource, spans)), JSON.stringify(isTraces.errors)).toBe(true);
  });

  it("put each decision below the gateway, with an event for each finding", () => {
    const [gateway, request, response] = spans;
    expect(gateway).toMatchObject({
      name: "chat gpt-test",
      kind: 2,
      startTimeUnixNano: "1767323045000000000",
      endTimeUnixNano: "1767323045321000000",
    });
    for (const span of [request, response])
      expect(span).toMatchObject({
        parentSpanId: gateway?.spanId,
        traceId: gateway?.traceId,
        name: "apply_guardrail bartizan",
        kind: 1,
      });
    expect(request?.events?.map(({ name }) => name)).toEqual(["gen_ai.security.finding"]);
    expect(request?.attributes).toContainEqual({
      key: "gen_ai.security.decision.type",
      value: { stringValue: "deny" },
    });
    expect(request?.attributes).toContainEqual({
      key: "gen_ai.operation.name",
      value: { stringValue: "apply_guardrail" },
    });
    expect(request?.events?.[0]?.attributes).toContainEqual({
      key: "gen_ai.security.risk.category",
      value: { stringValue: "sensitive_info_disclosure" },
    });
    expect(response?.attributes).toContainEqual({
      key: "gen_ai.security.target.type",
      value: { stringValue: "llm_output" },
    });
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(3);
  });

  it("hold no text of the exchange", () => {
    expect(JSON.stringify(spans)).not.toMatch(/weather|Sunny/);
  });
});

it("any JSON value has a place in OTLP", () => {
  const isValue = ajv.getSchema("any");
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      // Safe: JSON by construction.
      expect(isValue?.(anyValue(value as JsonValue))).toBe(true);
    }),
  );
});

describe("usage metrics", () => {
  it("fill the specified buckets", () => {
    const usage = new UsageMetrics(1_000);
    usage.add(
      anExchangeRecord({ usage: { inputTokens: 4, outputTokens: 5, reported: true }, durationMs: 20 }),
      "openai",
    );
    usage.add(
      anExchangeRecord({ usage: { inputTokens: 1e9, outputTokens: 0, reported: true }, durationMs: 1e6 }),
      "openai",
    );
    const metrics = usage.metrics(2_000);
    expect(isMetrics(metricsPayload(resource, metrics)), JSON.stringify(isMetrics.errors)).toBe(true);
    const [tokens, durations] = metrics;
    const input = tokens?.histogram.dataPoints[0];
    expect(input?.explicitBounds.at(-1)).toBe(67_108_864);
    // 4 lies in the bucket whose bound it is; a billion lies beyond them all.
    expect(input?.bucketCounts).toEqual(["0", "1", ...Array.from({ length: 12 }, () => "0"), "1"]);
    expect(input).toMatchObject({
      count: "2",
      min: 4,
      max: 1e9,
      startTimeUnixNano: "1000000000",
      timeUnixNano: "2000000000",
    });
    expect(durations?.histogram.dataPoints[0]?.explicitBounds).toEqual([
      0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
    ]);
    expect(durations?.histogram.dataPoints[0]?.bucketCounts[1]).toBe("1");
  });

  it("stay bounded however many models are named", () => {
    const usage = new UsageMetrics(0);
    const { request } = anExchangeRecord();
    if (request === undefined) throw new Error("no request");
    for (let i = 0; i < 2_000; i++)
      usage.add(
        anExchangeRecord({ request: { ...request, exchange: { ...request.exchange, model: `m${i}` } } }),
      );
    for (const { histogram } of usage.metrics(1))
      expect(histogram.dataPoints.length).toBeLessThanOrEqual(500);
  });
});

describe("the exporter", () => {
  it("sends traces and metrics to a collector", async () => {
    const sink = await httpSink();
    const otlp = exporter(`${sink.url}/`, { headers: { "x-key": "k" } });
    otlp.add(blocked, { provider: "openai" });
    await otlp.flush();
    expect(sink.received.map(({ path }) => path)).toEqual(["/v1/traces", "/v1/metrics"]);
    expect(isTraces(JSON.parse(sink.received[0]?.body ?? ""))).toBe(true);
    expect(isMetrics(JSON.parse(sink.received[1]?.body ?? ""))).toBe(true);
    expect(sink.received[0]?.headers).toMatchObject({ "content-type": "application/json", "x-key": "k" });
    expect(otlp.stats()).toEqual({ sent: 3, dropped: 0, waiting: 0 });
    await otlp.close();
    await sink.close();
  });

  it("tries again, later and later, while the collector is overloaded", async () => {
    const sink = await httpSink([503, 429, 200]);
    const clock = quickClock();
    const otlp = exporter(sink.url, { clock });
    otlp.add(blocked);
    await otlp.flush();
    expect(otlp.stats()).toMatchObject({ sent: 3, dropped: 0 });
    expect(clock.slept).toEqual([500, 1_000]);
    await otlp.close();
    await sink.close();
  });

  it("gives up what is refused or what nobody takes, and counts it", async () => {
    const sink = await httpSink([400]);
    const refused = exporter(sink.url);
    refused.add(blocked);
    await refused.flush();
    expect(refused.stats()).toMatchObject({ sent: 0, dropped: 3 });
    expect(sink.received.filter(({ path }) => path === "/v1/traces")).toHaveLength(1);
    await refused.close();
    await sink.close();
    const alone = exporter(sink.url, { tries: 3 });
    alone.add(blocked);
    await alone.flush();
    expect(alone.stats()).toMatchObject({ sent: 0, dropped: 3 });
    await alone.close();
  });

  it("drops what its queue cannot hold, and what the caller does not sample", () => {
    const otlp = exporter("http://127.0.0.1:9", { queueSpans: 7 });
    for (let i = 0; i < 5; i++) otlp.add(blocked);
    expect(otlp.stats()).toEqual({ sent: 0, dropped: 9, waiting: 6 });
    const parent = { traceId: "1".repeat(32), spanId: "2".repeat(16), sampled: false };
    otlp.add(blocked, { parent });
    expect(otlp.stats().waiting).toBe(6);
  });

  it("sends in batches", async () => {
    const sink = await httpSink();
    const otlp = exporter(sink.url, { batchSpans: 2 });
    otlp.add(blocked);
    await otlp.flush();
    expect(sink.received.filter(({ path }) => path === "/v1/traces")).toHaveLength(2);
    await otlp.close();
    await sink.close();
  });
});
