import { z } from "zod";
import { headerName, templateField } from "../../config/fields.ts";
import { predictFields } from "../settings.ts";

/** What every endpoint needs to be told: nothing of it can be seen before the first request. */
export const endpointFields = {
  ...predictFields,
  base_url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .describe("Scheme, host and port, and a path where the endpoint lies under one."),
  headers: z
    .record(headerName, templateField)
    .optional()
    .describe("Sent with every request; a secret stands in one as `{{secret:env:NAME}}`."),
  interface: predictFields.interface
    .unwrap()
    .refine(
      ({ shape, features, text }) => shape !== undefined || features !== undefined || text !== undefined,
      {
        message: "An endpoint's rows are described: by `features`, `shape` or `text`.",
      },
    )
    .refine(({ output }) => output !== undefined, {
      message: "Say what an endpoint answers with: `output`.",
      path: ["output"],
    })
    .refine(({ output, classes }) => classes !== undefined || (output !== "score" && output !== "label"), {
      message: "Scores and labels are of `classes`: name them in their order.",
      path: ["classes"],
    })
    .refine(({ output, width }) => width !== undefined || output !== "embedding", {
      message: "Say how many numbers a vector has: `width`.",
      path: ["width"],
    })
    .describe("What a row is and what the answers are."),
} as const;
