import { z } from "zod";
import { commonFields } from "../config/common.ts";

const featureName = z.string().min(1).max(200);
const className = z.string().max(200);
const range = { low: z.number(), high: z.number() };

/** What a row is and what the answers are, where the model or endpoint does not say it. */
const interfaceSchema = z
  .strictObject({
    shape: z
      .array(z.int().min(1).max(10_000_000))
      .min(1)
      .max(6)
      .optional()
      .describe("Of one row, without the batch axis: `[30]`, `[1, 8, 8]`."),
    features: z
      .array(featureName)
      .min(1)
      .max(100_000)
      .optional()
      .describe("Names of the features in the model's order. A CSV's columns are found by them."),
    text: z
      .int()
      .min(1)
      .max(100_000)
      .optional()
      .describe(
        "Rows are texts, of so many characters at most. `features` may name the column they stand in.",
      ),
    domain: z
      .strictObject(range)
      .refine(({ low, high }) => low < high, { message: "`low` lies below `high`." })
      .optional()
      .describe(
        "The values a row may take. Radii of attacks are shares of its span; without it none is claimed.",
      ),
    output: z
      .enum(["label", "score", "embedding", "value"])
      .optional()
      .describe("What an attacker sees: the class, a number per class, a vector, one number."),
    classes: z
      .array(className)
      .min(2)
      .max(100_000)
      .optional()
      .describe("Names of the classes, in the order of the scores."),
    width: z.int().min(1).max(100_000).optional().describe("Numbers of a vector (`output: embedding`)."),
    max_batch: z.int().min(1).max(100_000).optional().describe("The most rows one request may hold."),
  })
  .refine(
    ({ text, shape, features, domain }) =>
      text === undefined || (shape === undefined && domain === undefined && (features?.length ?? 1) === 1),
    { message: "Texts have no shape and no domain, and stand in one column.", path: ["text"] },
  )
  .refine(
    ({ shape, features }) =>
      shape === undefined ||
      features === undefined ||
      features.length === shape.reduce((product, dim) => product * dim, 1),
    { message: "There are as many features as a row of this shape has numbers.", path: ["features"] },
  )
  .refine(({ features }) => features === undefined || new Set(features).size === features.length, {
    message: "A feature is named once.",
    path: ["features"],
  })
  .refine(({ classes }) => classes === undefined || new Set(classes).size === classes.length, {
    message: "A class is named once.",
    path: ["classes"],
  });

const rowsFileSchema = z.strictObject({
  file: z
    .string()
    .min(1)
    .max(1000)
    .describe("CSV with a header, JSON or NPY, by the ending of its name; relative to the manifest."),
  label: featureName
    .optional()
    .describe("The column (CSV) or member (JSON) with the true class: its number or its name."),
  labels_file: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .describe("For NPY: another NPY file with one class number for each row."),
  rows: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(2000)
    .describe("The most rows that are kept; of a longer file, a sample drawn by `seed`."),
  seed: z.string().min(1).max(200).default("bartizan").describe("Of the sample."),
});

const ruleSchema = z.strictObject({
  feature: featureName.describe("Its name, or its position where `interface` names none."),
  immutable: z.boolean().exactOptional().describe("The attacker cannot change it."),
  direction: z.enum(["up", "down"]).exactOptional().describe("The attacker can change it this way only."),
  integer: z.boolean().exactOptional().describe("Whole numbers only."),
  low: z.number().exactOptional(),
  high: z.number().exactOptional(),
  cost: z
    .number()
    .min(0)
    .exactOptional()
    .describe("Of changing it by one unit; `cost_limit` bounds the sum."),
  scale: z
    .number()
    .positive()
    .exactOptional()
    .describe("How much of it one unit of distance is: a standard deviation, a price step. 1 by default."),
  derived: z
    .strictObject({
      by: z.enum(["sum", "difference", "product", "ratio", "linear"]),
      of: z.array(featureName).min(1).max(1000),
      weights: z.array(z.number()).max(1000).exactOptional(),
      offset: z.number().exactOptional(),
    })
    .exactOptional()
    .describe("It follows from other features and is kept consistent with them."),
});

const { capabilities: _, harness: __, canaries: ___, records: ____, ...reached } = commonFields;

/** The fields of every predicting target, those of reaching it included. Adapters spread them into their schema. */
export const predictFields = {
  ...reached,
  interface: interfaceSchema
    .optional()
    .describe("What a row is and what the answers are, where the model does not say it."),
  data: z
    .strictObject({
      test: rowsFileSchema.describe("Held-out rows: each is an example that an attack starts from."),
      train: rowsFileSchema.optional().describe("Rows the model was trained on: for checks on leakage."),
    })
    .optional()
    .describe("Rows with their true classes. Without them no check has anything to start from."),
  rules: z
    .array(ruleSchema)
    .max(100_000)
    .optional()
    .describe("What an attacker may do to features, and which rows could exist at all."),
  cost_limit: z
    .number()
    .positive()
    .optional()
    .describe("The most that all changes of one row may cost together."),
  price: z
    .strictObject({
      currency: z.string().regex(/^[A-Z]{3}$/u, "A currency is its ISO 4217 code, such as `EUR`."),
      per_thousand_rows: z.number().nonnegative().optional(),
      per_thousand_requests: z.number().nonnegative().optional(),
    })
    .optional()
    .describe("What the endpoint charges: a thief's cost is told in it."),
  sensitive: z
    .array(featureName)
    .min(1)
    .max(100)
    .optional()
    .describe(
      "Features that answers must not tell of a person: what is known of somebody else is asked about them.",
    ),
  radius: z
    .number()
    .gt(0)
    .lte(1)
    .optional()
    .describe(
      "Change of each feature, as a share of its range, that gates of evasion are held against. 0.1 by default.",
    ),
} as const;

const settingsSchema = z.object({
  interface: predictFields.interface,
  data: predictFields.data,
  rules: predictFields.rules,
  cost_limit: predictFields.cost_limit,
  radius: predictFields.radius,
  sensitive: predictFields.sensitive,
  price: predictFields.price,
});
export type PredictSettings = z.output<typeof settingsSchema>;
export type RowsFile = z.output<typeof rowsFileSchema>;
