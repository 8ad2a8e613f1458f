/** OTLP/HTTP in JSON, noted down from the protocol's description (opentelemetry-proto 1.x, JSON mapping). */
const object = (properties: object, required: readonly string[] = []) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
const list = (items: object) => ({ type: "array", items });
const hex = (digits: number) => ({ type: "string", pattern: `^(?!0+$)[0-9a-f]{${digits}}$` });
const uint64 = { type: "string", pattern: "^\\d{1,20}$" };
const anyValue = {
  $id: "any",
  type: "object",
  minProperties: 1,
  maxProperties: 1,
  additionalProperties: false,
  properties: {
    stringValue: { type: "string" },
    boolValue: { type: "boolean" },
    intValue: { type: "string", pattern: "^-?\\d+$" },
    doubleValue: { type: "number" },
    arrayValue: object({ values: list({ $ref: "any" }) }),
  },
};
const attributes = list(
  object({ key: { type: "string", minLength: 1 }, value: { $ref: "any" } }, ["key", "value"]),
);
const resource = object({ attributes });
const scope = object({ name: { type: "string" }, version: { type: "string" } });

const span = object(
  {
    traceId: hex(32),
    spanId: hex(16),
    parentSpanId: hex(16),
    flags: { type: "integer" },
    name: { type: "string", minLength: 1 },
    kind: { enum: [1, 2, 3, 4, 5] },
    startTimeUnixNano: uint64,
    endTimeUnixNano: uint64,
    attributes,
    events: list(
      object({ timeUnixNano: uint64, name: { type: "string" }, attributes }, ["timeUnixNano", "name"]),
    ),
    status: object({ code: { enum: [0, 1, 2] }, message: { type: "string" } }),
  },
  ["traceId", "spanId", "name", "kind", "startTimeUnixNano", "endTimeUnixNano"],
);
const histogram = object(
  {
    aggregationTemporality: { enum: [1, 2] },
    dataPoints: list(
      object(
        {
          attributes,
          startTimeUnixNano: uint64,
          timeUnixNano: uint64,
          count: uint64,
          sum: { type: "number" },
          min: { type: "number" },
          max: { type: "number" },
          bucketCounts: list(uint64),
          explicitBounds: list({ type: "number" }),
        },
        ["timeUnixNano", "count", "bucketCounts", "explicitBounds"],
      ),
    ),
  },
  ["aggregationTemporality", "dataPoints"],
);

export const otlpAnyValue = anyValue;
export const otlpTraces = object(
  {
    resourceSpans: list(
      object({ resource, scopeSpans: list(object({ scope, spans: list(span) }, ["spans"])) }),
    ),
  },
  ["resourceSpans"],
);
export const otlpMetrics = object(
  {
    resourceMetrics: list(
      object({
        resource,
        scopeMetrics: list(
          object({
            scope,
            metrics: list(
              object(
                {
                  name: { type: "string", minLength: 1 },
                  unit: { type: "string" },
                  description: { type: "string" },
                  histogram,
                },
                ["name", "histogram"],
              ),
            ),
          }),
        ),
      }),
    ),
  },
  ["resourceMetrics"],
);
