/**
 * What the standards ask of the objects we write, noted down from their published schemas: required attributes,
 * enumerations, types and "at least one of". Anything not named here is not allowed.
 */
const text = { type: "string", minLength: 1 } as const;
const anyText = { type: "string" } as const;
const whole = { type: "integer" } as const;
const count = { type: "integer", minimum: 0 } as const;
const object = (properties: object, required: readonly string[] = [], more: object = {}) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
  ...more,
});
const oneOf = (...names: readonly string[]) => ({ anyOf: names.map((name) => ({ required: [name] })) });
const list = (items: object) => ({ type: "array", items, minItems: 1 });

const attacks = list(
  object({ technique: object({ uid: anyText }, [], oneOf("uid", "name")) }, [], oneOf("technique", "tactic")),
);
const user = object(
  {
    uid: anyText,
    name: anyText,
    type_id: { enum: [0, 1, 2, 3, 99] },
    groups: list(object({ name: anyText })),
  },
  [],
  oneOf("uid", "name", "account"),
);
const actor = object({ user, session: object({ uid: anyText }) }, [], oneOf("user", "process", "session"));
const endpoint = object(
  { ip: { anyOf: [{ format: "ipv4" }, { format: "ipv6" }] }, name: anyText },
  [],
  oneOf("ip", "name", "uid"),
);
const service = object({ name: text, version: anyText }, [], oneOf("name", "uid"));

const base = {
  category_uid: whole,
  class_uid: whole,
  activity_id: whole,
  type_uid: whole,
  time: count,
  severity_id: { enum: [0, 1, 2, 3, 4, 5, 6, 99] },
  severity: text,
  message: anyText,
  category_name: text,
  class_name: text,
  activity_name: text,
  metadata: object(
    {
      version: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+$" },
      uid: anyText,
      product: object({ vendor_name: text, name: text, version: anyText }, ["vendor_name"]),
      profiles: list({ enum: ["security_control", "ai_operation"] }),
    },
    ["version", "product"],
  ),
  unmapped: { type: "object" },
};
const baseRequired = [
  "category_uid",
  "class_uid",
  "activity_id",
  "type_uid",
  "time",
  "severity_id",
  "metadata",
];
const securityControl = {
  action_id: { enum: [0, 1, 2] },
  action: text,
  disposition_id: { type: "integer", minimum: 0, maximum: 27 },
  disposition: text,
  is_alert: { type: "boolean" },
  confidence_id: { enum: [0, 1, 2, 3, 99] },
  confidence_score: { type: "integer", minimum: 0, maximum: 100 },
  policy: object({ uid: anyText, name: anyText, version: anyText, desc: anyText }, [], oneOf("uid", "name")),
  attacks,
};

export const detectionFinding = object(
  {
    ...base,
    ...securityControl,
    category_uid: { const: 2 },
    class_uid: { const: 2004 },
    activity_id: { enum: [0, 1, 2, 3, 99] },
    type_uid: { enum: [200400, 200401, 200402, 200403, 200499] },
    status_id: { enum: [0, 1, 2, 3, 4, 5, 6, 99] },
    finding_info: object(
      {
        uid: anyText,
        title: anyText,
        desc: anyText,
        created_time: count,
        types: list(text),
        analytic: object(
          { type_id: { enum: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 99] }, type: text, uid: anyText, name: anyText },
          ["type_id"],
        ),
        attacks,
        src_url: anyText,
      },
      ["uid"],
    ),
    evidences: list(object({ actor, src_endpoint: endpoint }, [], oneOf("actor", "src_endpoint", "data"))),
    resources: list(object({ uid: anyText, name: anyText, type: text }, [], oneOf("uid", "name"))),
  },
  [...baseRequired, "finding_info"],
);

export const apiActivity = object(
  {
    ...base,
    ...securityControl,
    category_uid: { const: 6 },
    class_uid: { const: 6003 },
    activity_id: { enum: [0, 1, 2, 3, 4, 99] },
    type_uid: { enum: [600300, 600301, 600302, 600303, 600304, 600399] },
    status_id: { enum: [0, 1, 2, 99] },
    actor,
    api: object({ operation: text, service }, ["operation"]),
    src_endpoint: endpoint,
    ai_model: object({ name: anyText, ai_provider: anyText, version: anyText }, ["name", "ai_provider"]),
    message_context: object(
      {
        ai_role_id: { enum: [0, 1, 2, 3, 4, 5, 6, 99] },
        application: service,
        service,
        uid: anyText,
        prompt_tokens: count,
        completion_tokens: count,
        total_tokens: count,
      },
      [],
      oneOf("application", "service"),
    ),
  },
  [...baseRequired, "actor", "api", "src_endpoint"],
);

export const ecs = object(
  {
    "@timestamp": anyText,
    ecs: object({ version: { type: "string", pattern: "^8\\.\\d+\\.\\d+$" } }, ["version"]),
    message: anyText,
    event: object(
      {
        kind: {
          enum: ["alert", "asset", "enrichment", "event", "metric", "state", "pipeline_error", "signal"],
        },
        category: list({
          enum: [
            "api",
            "authentication",
            "configuration",
            "intrusion_detection",
            "network",
            "process",
            "threat",
            "web",
          ],
        }),
        type: list({ enum: ["access", "allowed", "change", "denied", "error", "indicator", "info"] }),
        id: anyText,
        action: text,
        code: anyText,
        reason: anyText,
        module: text,
        dataset: text,
        severity: count,
        reference: anyText,
      },
      ["kind", "category", "type"],
    ),
    rule: object({ id: anyText, name: anyText, category: anyText, ruleset: anyText, version: anyText }),
    observer: object({ vendor: text, product: text, version: text, type: text, hostname: anyText }),
    user: object({ id: anyText, roles: list(anyText) }),
    source: object({ address: anyText, ip: { anyOf: [{ format: "ipv4" }, { format: "ipv6" }] } }),
    threat: object({ framework: text, technique: object({ id: list(anyText) }) }),
    gen_ai: object(
      {
        guardrail_id: anyText,
        policy: object(
          {
            name: anyText,
            action: { enum: ["BLOCKED", "ANONYMIZED", "NONE"] },
            confidence: { enum: ["LOW", "MEDIUM", "HIGH"] },
          },
          ["name", "action"],
        ),
        compliance: object({ violation_detected: { type: "boolean" }, violation_code: anyText }, [
          "violation_detected",
        ]),
        user: object({ id: anyText }),
        request: object({ model: object({ id: anyText, version: anyText }) }),
        usage: object({ prompt_tokens: count, completion_tokens: count }),
        conversation: object({ id: anyText }),
        provider: object({ name: anyText }),
      },
      ["policy", "compliance"],
    ),
    bartizan: { type: "object" },
  },
  ["@timestamp", "ecs", "message", "event"],
);

export const splunkHec = object(
  {
    time: { type: "number", minimum: 0 },
    host: anyText,
    source: text,
    sourcetype: text,
    index: text,
    event: { type: "object" },
    fields: { type: "object", additionalProperties: { type: "string" } },
  },
  ["event"],
);

const plainText = (most: number) =>
  object(
    {
      type: { const: "plain_text" },
      text: { type: "string", minLength: 1, maxLength: most },
      emoji: { type: "boolean" },
    },
    ["type", "text"],
  );

/** An incoming webhook with section blocks, and the limits of Block Kit. */
export const slack = object(
  {
    text: { type: "string", minLength: 1 },
    blocks: {
      type: "array",
      maxItems: 50,
      items: object(
        {
          type: { const: "section" },
          text: plainText(3_000),
          fields: { type: "array", minItems: 1, maxItems: 10, items: plainText(2_000) },
        },
        ["type"],
        oneOf("text", "fields"),
      ),
    },
  },
  ["text"],
);
