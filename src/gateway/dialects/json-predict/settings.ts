import { z } from "zod";
import type { JsonValue } from "../../../contracts/index.ts";
import { checkShape, fieldName, jsonPath, oneOrAll, type JsonPath } from "../../../formats/index.ts";
import { gatewayErrors } from "../../errors.ts";

const path = z.string().superRefine((source, context) => {
  try {
    jsonPath(source);
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : "This is no JSON path.");
  }
});

const httpPath = z
  .string()
  .regex(
    /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~:-]{0,127}){1,16}$/,
    "A path has parts of letters, digits, `.`, `_`, `~`, `:`, `-`, each after a `/`.",
  );

const texts = z
  .array(
    z.strictObject({
      path,
      /** `input`: what a person wrote; `document`: what was fetched for the model; `instructions`: what it must do. */
      as: z.enum(["input", "document", "instructions"]).default("input"),
    }),
  )
  .max(100)
  .default([]);

const endpointSchema = z.strictObject({
  /** Where clients send their requests. */
  path: httpPath,
  /** Below the upstream's URL; absent: the same. */
  target: httpPath.optional(),
  /** Name of the model for routes, records and detectors; absent: `modelPath` says it. */
  model: z.string().min(1).max(200).optional(),
  /** Where the body names the model. */
  modelPath: path.optional(),
  request: z
    .strictObject({
      /** Each match is one row of features: an object, a list, or a value. */
      rows: path.optional(),
      texts,
      /** Texts that are named nowhere: inspected as what a person wrote, or a reason to refuse. */
      others: z.enum(["inspect", "refuse"]).default("inspect"),
    })
    .prefault({}),
  response: z
    .strictObject({
      /** Each match holds the scores of one row. */
      predictions: path.optional(),
    })
    .prefault({}),
});

const settingsSchema = z
  .strictObject({ endpoints: z.array(endpointSchema).min(1).max(1_000) })
  .superRefine(({ endpoints }, context) => {
    const seen = new Set<string>();
    for (const [i, one] of endpoints.entries()) {
      if (seen.has(one.path)) {
        context.addIssue({
          code: "custom",
          path: ["endpoints", i, "path"],
          message: "This path is there twice.",
        });
      }
      seen.add(one.path);
    }
  });

type EndpointSettings = z.output<typeof endpointSchema>;

/** One endpoint of a model that speaks a JSON of its own. */
export interface Endpoint {
  readonly path: string;
  readonly target: string;
  readonly model?: string;
  readonly modelPath?: JsonPath;
  readonly rows?: JsonPath;
  readonly texts: readonly { readonly path: JsonPath; readonly as: "input" | "document" | "instructions" }[];
  readonly others: "inspect" | "refuse";
  readonly predictions?: JsonPath;
}

/**
 * The endpoints of `gateway: dialects: json-predict`.
 *
 * @throws GATEWAY_UNKNOWN_KEY, GATEWAY_MISSING_FIELD, GATEWAY_WRONG_TYPE, GATEWAY_BAD_VALUE or
 *   GATEWAY_SEVERAL_PROBLEMS with the field
 */
export function endpointsOf(value: JsonValue): readonly Endpoint[] {
  const under = ["gateway", "dialects", "json-predict"];
  const document = {
    value,
    place: (path: readonly (string | number)[]) => ({ field: fieldName([...under, ...path]) }),
  };
  const shape = checkShape(settingsSchema, document, gatewayErrors);
  if (!shape.ok) throw oneOrAll(shape.problems, gatewayErrors.severalProblems, document.place([]));
  return shape.value.endpoints.map(compiled);
}

function compiled({ path, target = path, model, modelPath, request, response }: EndpointSettings): Endpoint {
  return {
    path,
    target,
    ...(model === undefined ? {} : { model }),
    ...(modelPath === undefined ? {} : { modelPath: jsonPath(modelPath) }),
    ...(request.rows === undefined ? {} : { rows: jsonPath(request.rows) }),
    texts: request.texts.map((text) => ({ path: jsonPath(text.path), as: text.as })),
    others: request.others,
    ...(response.predictions === undefined ? {} : { predictions: jsonPath(response.predictions) }),
  };
}
