import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SecurityEvent } from "../../contracts/index.ts";
import type { EventWriter } from "./event-writer.ts";
import { octetCounted, eventWriters, syslogMessage, webhookJsonSchema } from "./index.ts";
import { anEvent, context, hostileEvents } from "./testing/an-event.ts";
import { apiActivity, detectionFinding, ecs, slack, splunkHec } from "./testing/json-shapes.ts";
import { parseCef } from "./testing/parse-cef.ts";
import { parseSyslog } from "./testing/parse-syslog.ts";

// ajv-formats is CommonJS: its function is the member `default`.
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);

function writer(id: string): EventWriter {
  const found = eventWriters.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no writer ${id}`);
  return found;
}
const write = (id: string, event: SecurityEvent, more: object = {}): string =>
  writer(id).write(event, { ...context, ...more });
// Safe in tests: looked at by `toMatchObject`.
const json = (id: string, event: SecurityEvent, more: object = {}) =>
  JSON.parse(write(id, event, more)) as Record<string, unknown>;

const shapes = {
  "ocsf-detection-finding": detectionFinding,
  "ocsf-api-activity": apiActivity,
  ecs,
  "splunk-hec": splunkHec,
  slack,
  webhook: webhookJsonSchema(),
};

/** Every text inside a JSON value, names too. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...texts(member)]);
}

describe.each(Object.entries(shapes))("%s", (id, shape) => {
  const validate = ajv.compile(shape);

  it("is what its standard asks for, with every member and with none", () => {
    const { id: name, at, kind, rule, title, message, severity, action, techniques, facts } = anEvent();
    for (const event of [
      anEvent(),
      { id: name, at, kind, rule, title, message, severity, action, techniques, facts },
    ]) {
      const value = json(id, event);
      expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  it("stays so, on one line, well-formed and of bounded length, whatever an event holds", () => {
    fc.assert(
      fc.property(hostileEvents, (event) => {
        const line = write(id, event);
        expect(line).not.toMatch(/[\r\n]/);
        expect(line.length).toBeLessThan(120_000);
        const value: unknown = JSON.parse(line);
        expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
        expect(texts(value).every((text) => text.isWellFormed())).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("OCSF", () => {
  it("says what was done in its own numbers", () => {
    expect(json("ocsf-detection-finding", anEvent())).toMatchObject({
      type_uid: 200401,
      severity_id: 4,
      action_id: 2,
      disposition_id: 2,
      is_alert: true,
      confidence_score: 90,
      confidence_id: 3,
      time: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      attacks: [{ technique: { uid: "AML.T0051.000" } }, { technique: { uid: "AML.T0057" } }],
    });
    expect(json("ocsf-api-activity", anEvent({ action: "modified", severity: "low" }))).toMatchObject({
      type_uid: 600399,
      action_id: 1,
      disposition_id: 11,
      is_alert: false,
      api: { operation: "chat" },
      src_endpoint: { ip: "203.0.113.9" },
      ai_model: { name: "gpt-test", ai_provider: "openai", version: "2026-01" },
      message_context: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15, uid: "s1" },
      metadata: { version: "1.8.0", profiles: ["ai_operation", "security_control"] },
    });
  });

  it("of a version before the AI profile does without it", () => {
    const old = json("ocsf-api-activity", anEvent(), { ocsfVersion: "1.4.0" });
    expect(old).toMatchObject({ metadata: { version: "1.4.0", profiles: ["security_control"] } });
    expect(old).not.toHaveProperty("ai_model");
    expect(old).not.toHaveProperty("message_context");
  });
});

describe("ECS", () => {
  it("has the fields that Elastic's rules for guardrails read", () => {
    expect(json("ecs", anEvent())).toMatchObject({
      "@timestamp": "2026-01-02T03:04:05.678Z",
      event: { kind: "alert", type: ["denied"], severity: 73 },
      user: { id: "alice" },
      gen_ai: {
        policy: { name: "no-secrets", action: "BLOCKED", confidence: "HIGH" },
        compliance: { violation_detected: true, violation_code: "SECRET" },
        user: { id: "alice" },
        request: { model: { id: "gpt-test" } },
        usage: { prompt_tokens: 12, completion_tokens: 3 },
      },
    });
    expect(json("ecs", anEvent({ kind: "health", severity: "critical", action: "observed" }))).toMatchObject({
      event: { kind: "event", category: ["configuration"] },
    });
  });
});

describe("CEF", () => {
  it("is read back as it was meant", () => {
    const { header, extension } = parseCef(
      write("cef", anEvent({ title: "a|b\\c", message: "x=1\ny\\z cs1=no" })),
    );
    expect(header).toEqual(["Bartizan", "bartizan", "1.2.3", "no-secrets", "a|b\\c", "8"]);
    expect(Object.fromEntries(extension)).toMatchObject({
      rt: String(Date.UTC(2026, 0, 2, 3, 4, 5, 678)),
      act: "denied",
      suser: "alice",
      src: "203.0.113.9",
      msg: "x=1\ny\\z cs1=no",
      cs1Label: "Policy",
      cs1: "baseline 3",
    });
  });

  it("has exactly its own keys whatever an event holds", () => {
    const known =
      /^(?:rt|dvchost|externalId|act|cat|outcome|suser|src|shost|msg|request|c6a2|cs[1-6]|cfp1|cn[12])(?:Label)?$/;
    fc.assert(
      fc.property(hostileEvents, (event) => {
        const { header, extension } = parseCef(write("cef", event));
        expect(header[5]).toMatch(/^(?:1|3|5|8|10)$/);
        expect([...extension.keys()].filter((key) => !known.test(key))).toEqual([]);
        expect(extension.get("act")).toBe(event.action);
      }),
      { numRuns: 120 },
    );
  });
});

describe("syslog", () => {
  it("is read back as it was meant", () => {
    const parsed = parseSyslog(write("syslog", anEvent({ rule: 'a"b]c\\d', message: "two\nlines" })));
    expect(parsed).toMatchObject({
      priority: 83,
      timestamp: "2026-01-02T03:04:05.678Z",
      host: "gateway-1",
      app: "bartizan",
      messageId: "decision",
      text: "A secret was about to leave: two lines",
    });
    expect(Object.fromEntries(parsed.data)).toMatchObject({
      rule: 'a"b]c\\d',
      action: "denied",
      principal: "alice",
      verified: "true",
    });
  });

  it("keeps its grammar whatever an event holds", () => {
    fc.assert(
      fc.property(hostileEvents, fc.string(), (event, host) => {
        const parsed = parseSyslog(write("syslog", event, { host }));
        expect(parsed.data.get("severity")).toBe(event.severity);
        expect(parsed.data.get("action")).toBe(event.action);
      }),
      { numRuns: 120 },
    );
  });

  it("carries another format as its text", () => {
    const cef = write("cef", anEvent());
    expect(parseSyslog(syslogMessage(anEvent(), context, cef)).text).toBe(cef);
  });

  it("is framed by its octets, not its characters", () => {
    expect(octetCounted("né").toString()).toBe("3 né");
  });
});

it("Slack shows names as text that cannot mention anybody", () => {
  expect(write("slack", anEvent({ title: "<!channel> & <https://attacker.example|x>" }))).not.toMatch(/[<>]/);
});

it("Splunk gets seconds and the index that was asked for", () => {
  expect(json("splunk-hec", anEvent(), { index: "ai" })).toMatchObject({
    time: 1767323045.678,
    index: "ai",
    sourcetype: "bartizan:decision",
  });
});
