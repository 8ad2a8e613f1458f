import { z } from "zod";
import { mostDirections } from "./projection.ts";
import { streamFrequencies } from "./stream.ts";

const name = z.string().max(1000);
const share = z.number().min(0).max(1);
/** A profile as a file or a policy holds it. */
export const profileSchema = z.strictObject({
  rows: z.int().min(1),
  features: z
    .array(
      z.strictObject({
        name,
        missing: share,
        kinds: z.array(z.enum(["number", "string", "boolean"])),
        number: z
          .strictObject({
            least: z.number(),
            most: z.number(),
            quantiles: z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()]),
            decimals: z.int().min(0),
          })
          .exactOptional(),
        words: z.array(name).max(200).exactOptional(),
      }),
    )
    .max(1000),
  pairs: z
    .array(
      z.strictObject({
        x: name,
        y: name,
        slope: z.number(),
        offset: z.number(),
        residual: z.number().min(0),
      }),
    )
    .max(1000),
  exclusive: z.array(z.strictObject({ a: z.tuple([name, name]), b: z.tuple([name, name]) })).max(5000),
  stream: z
    .strictObject({
      dimensions: z.int().min(1).max(mostDirections),
      bandwidth: z.number().gt(0),
      average: z.array(z.number()).length(2 * streamFrequencies),
      discrepancy: z.number().min(0),
      normality: z.number().min(0).max(1),
    })
    .exactOptional(),
});
