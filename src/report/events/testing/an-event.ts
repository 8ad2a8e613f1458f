import fc from "fast-check";
import { riskCategories, type SecurityEvent } from "../../../contracts/index.ts";
import type { EventContext } from "../event-writer.ts";

export const context: EventContext = {
  product: { vendor: "Bartizan", name: "bartizan", version: "1.2.3" },
  host: "gateway-1",
};

/** An event with every member. */
export const anEvent = (fields: Partial<SecurityEvent> = {}): SecurityEvent => ({
  id: "01-event",
  at: "2026-01-02T03:04:05.678Z",
  kind: "decision",
  rule: "no-secrets",
  title: "A secret was about to leave",
  message: "The rule no-secrets blocked a request.",
  severity: "high",
  category: "secret",
  confidence: 0.9,
  action: "denied",
  principal: { id: "alice", role: "clerk", verified: true },
  session: "s1",
  address: "203.0.113.9",
  system: "shop",
  model: { name: "gpt-test", provider: "openai", version: "2026-01" },
  usage: { inputTokens: 12, outputTokens: 3 },
  policy: { id: "baseline", version: "3", clause: "4.2" },
  techniques: ["AML.T0051.000", "AML.T0057"],
  link: "https://bartizan.example/decisions/01",
  facts: { operation: "chat", route: "default", hits: 2 },
  ...fields,
});

/** What breaks formats: line ends, quotes, pipes, brackets, controls, lone surrogates, and very much of them. */
const nasty = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(
      fc.constantFrom(
        "\n",
        "\r\n",
        "|",
        "\\",
        "=",
        '"',
        "]",
        "\u0000",
        "\u001b[2J",
        "\ud800",
        "\udc00",
        "\\ud800",
        "\u2028",
        "\ufeff",
        "<!channel>",
        "a=b",
        " cs1=x",
        "é",
        "😀",
      ),
      { maxLength: 30 },
    )
    .map((pieces) => pieces.join("")),
  fc.constantFrom("x".repeat(100_000), '"\\]'.repeat(5_000), "\n".repeat(3_000)),
);

/** Events whose every text is hostile. */
export const hostileEvents: fc.Arbitrary<SecurityEvent> = fc
  .record(
    {
      category: fc.constantFrom(...riskCategories),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      principal: fc.record({ id: nasty, role: nasty, verified: fc.boolean() }),
      session: nasty,
      address: fc.oneof(nasty, fc.ipV4(), fc.ipV6()),
      system: nasty,
      model: fc.record({ name: nasty, provider: nasty, version: nasty }),
      usage: fc.record({ inputTokens: fc.nat(), outputTokens: fc.nat() }),
      policy: fc.record({ id: nasty, version: nasty, clause: nasty }),
      link: nasty,
    },
    { requiredKeys: [] },
  )
  .chain((optional) =>
    fc
      .record({
        id: nasty,
        at: fc.oneof(nasty, fc.constant("2026-01-02T03:04:05.678Z")),
        kind: fc.constantFrom("decision", "alert", "incident", "health"),
        rule: nasty,
        title: nasty,
        message: nasty,
        severity: fc.constantFrom("informational", "low", "medium", "high", "critical"),
        action: fc.constantFrom("allowed", "denied", "modified", "observed"),
        techniques: fc.array(nasty, { maxLength: 4 }),
        facts: fc.dictionary(nasty, nasty, { maxKeys: 4, noNullPrototype: true }),
      })
      .map((required) => ({ ...required, ...optional })),
  );
