import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { aDecision, aHit, anExchangeRecord } from "../../records/testing/an-exchange-record.ts";
import { createMetrics } from "./metrics.ts";
import { serveMetrics } from "./serve-metrics.ts";

const ended = (fields: Parameters<typeof anExchangeRecord>[0] = {}) =>
  ({ kind: "ended", record: anExchangeRecord(fields), guardMicros: 120 }) as const;

describe("the gateway's metrics", () => {
  it("count decisions by the strictest rule", async () => {
    const metrics = createMetrics();
    metrics.observe({ kind: "started", dialect: "openai-chat" });
    metrics.observe(ended({ decisions: [aDecision({ action: "block", hits: [aHit()] })] }));
    metrics.observe({ kind: "started", dialect: "openai-chat" });
    const text = await metrics.text();
    expect(text).toContain(
      'bartizan_decisions_total{policy="baseline",rule="no-secrets",action="block",direction="request"} 1',
    );
    expect(text).toContain("bartizan_exchanges_running 1");
    expect(text).toContain('bartizan_added_latency_seconds_bucket{le="0.00025"} 1');
    expect(text).toContain('bartizan_added_latency_seconds_bucket{le="0.0001"} 0');
    expect(text).toContain('bartizan_tokens_total{direction="input"} 7');
  });

  it("count every way in which something passed unchecked, was lost or refused", async () => {
    const metrics = createMetrics({ waitingRecords: () => 5 });
    metrics.observe({ kind: "guard-failed", reason: "deadline", opened: true });
    metrics.observe({ kind: "limits-failed", opened: true });
    const failures = [{ detector: "d", opened: true, reason: "late" }];
    metrics.observe(ended({ decisions: [aDecision({ failures })], cut: { kind: "budget", rule: "daily" } }));
    metrics.recordsHealth({ kind: "dropped", count: 3, reason: "full" });
    metrics.observe({ kind: "circuit", upstream: "a", state: "open" });
    metrics.observe({ kind: "break-glass-used", id: "b", exchange: "x" });
    metrics.observe({ kind: "upstream-attempt", upstream: "a", result: "failed", durationMs: 4 });
    metrics.held(40);
    const text = await metrics.text();
    for (const what of ["guard", "limits", "detector"])
      expect(text).toContain(`bartizan_fail_open_total{what="${what}"} 1`);
    for (const line of [
      'bartizan_records_dropped_total{reason="full"} 3',
      "bartizan_records_waiting 5",
      'bartizan_circuit_state{upstream="a"} 2',
      "bartizan_break_glass_used_total 1",
      'bartizan_upstream_attempts_total{upstream="a",result="failed"} 1',
      'bartizan_stream_cuts_total{kind="budget",rule="daily"} 1',
      'bartizan_budget_refusals_total{route="default"} 1',
      'bartizan_stream_held_units_bucket{le="64"} 1',
    ])
      expect(text).toContain(line);
  });

  it("stay bounded however many names there are", async () => {
    const metrics = createMetrics();
    for (let i = 0; i < 3_000; i++)
      metrics.observe(ended({ decisions: [aDecision({ hits: [aHit({ rule: `rule-${i}` })] })] }));
    const text = await metrics.text();
    expect(text.match(/^bartizan_decisions_total\{/gm)?.length).toBe(501);
    expect(text).toContain('rule="other"');
  });

  it("survive numbers that are none", () => {
    const metrics = createMetrics();
    expect(() =>
      metrics.observe(ended({ usage: { inputTokens: Number.NaN, outputTokens: -1, reported: true } })),
    ).not.toThrow();
  });

  it("are served at /metrics and nowhere else", async () => {
    const metrics = createMetrics();
    const server = await serveMetrics({ host: "127.0.0.1", port: 0, metrics });
    const answer = await fetch(server.url);
    expect(answer.headers.get("content-type")).toContain("version=0.0.4");
    expect(await answer.text()).toContain("# TYPE bartizan_exchanges_total counter");
    expect((await fetch(server.url.replace("/metrics", "/"))).status).toBe(404);
    expect((await fetch(server.url, { method: "POST" })).status).toBe(404);
    await server.close();
  });

  it("of several workers are added up by their primary", async () => {
    const program = `${import.meta.dirname}/../testing/cluster-metrics-process.ts`;
    const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.setEncoding("utf8");
    for await (const piece of child.stdout) text += String(piece);
    expect(text).toContain("bartizan_break_glass_used_total 3");
  });
});
