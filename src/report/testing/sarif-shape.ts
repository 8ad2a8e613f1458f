/**
 * The part of SARIF 2.1.0 that we write, as JSON Schema: which members these objects may have, which they must, and
 * what may stand in them, taken down from the standard (OASIS, sections 3.13 to 3.58). Anything else is
 * refused, as the standard's own schema refuses it. The official schema is not part of this repository;
 * BARTIZAN_SARIF_SCHEMA names a copy for the test to use as well.
 */
const text = {
  type: "object",
  required: ["text"],
  additionalProperties: false,
  properties: { text: { type: "string" } },
};
const bag = { type: "object" };
const level = { enum: ["none", "note", "warning", "error"] };
const utc = { type: "string", format: "date-time" };

const closed = (required: readonly string[], properties: object): object => ({
  type: "object",
  required,
  additionalProperties: false,
  properties,
});
const list = (items: object): object => ({ type: "array", items });

const rule = closed(["id"], {
  id: { type: "string" },
  name: { type: "string" },
  shortDescription: text,
  help: text,
  defaultConfiguration: closed([], { level }),
  properties: closed([], {
    tags: { type: "array", items: { type: "string" }, uniqueItems: true },
    "security-severity": { type: "string", pattern: "^(10|[0-9])\\.[0-9]$" },
  }),
});

const location = closed([], {
  physicalLocation: closed(["artifactLocation"], {
    artifactLocation: closed([], { uri: { type: "string", format: "uri-reference" } }),
    region: closed([], { startLine: { type: "integer", minimum: 1 } }),
  }),
  logicalLocations: list(
    closed([], {
      name: { type: "string" },
      fullyQualifiedName: { type: "string" },
      kind: { type: "string" },
    }),
  ),
});

const result = closed(["message"], {
  ruleId: { type: "string" },
  ruleIndex: { type: "integer", minimum: -1 },
  kind: { enum: ["notApplicable", "pass", "fail", "review", "open", "informational"] },
  level,
  message: text,
  locations: list(location),
  partialFingerprints: { type: "object", additionalProperties: { type: "string" } },
  suppressions: {
    ...list(
      closed(["kind"], {
        kind: { enum: ["inSource", "external"] },
        status: { enum: ["accepted", "underReview", "rejected"] },
        justification: { type: "string" },
      }),
    ),
    uniqueItems: true,
  },
  properties: bag,
});

const invocation = closed(["executionSuccessful"], {
  executionSuccessful: { type: "boolean" },
  startTimeUtc: utc,
  endTimeUtc: utc,
  toolExecutionNotifications: list(closed(["message"], { level, message: text })),
});

const run = closed(["tool"], {
  tool: closed(["driver"], {
    driver: closed(["name"], {
      name: { type: "string" },
      semanticVersion: { type: "string" },
      rules: list(rule),
    }),
  }),
  automationDetails: closed([], { id: { type: "string" } }),
  columnKind: { enum: ["utf16CodeUnits", "unicodeCodePoints"] },
  invocations: list(invocation),
  results: list(result),
  properties: bag,
});

export const sarifShape = closed(["version", "runs"], {
  $schema: { type: "string", format: "uri" },
  version: { const: "2.1.0" },
  runs: list(run),
});
