import { z } from "zod";
import { targetConfigSchema } from "../../targets/index.ts";
import { componentSchema } from "./component.ts";
import {
  artifactSchema,
  datasetSchema,
  documentSchema,
  engagementSchema,
  gateSchema,
  sourceTreeSchema,
} from "./engagement.ts";
import { assumptionSchema, controlSchema, flowSchema } from "./flow.ts";
import { prose, word } from "./words.ts";
import { dataClassSchema, identitySchema, zoneSchema } from "./identity.ts";

export const SCHEMA_VERSION = "bartizan/v1";

/** The whole manifest. Every object is strict: a misspelt key would silently switch a rule off. */
export const manifestSchema = z.strictObject({
  version: z.literal(SCHEMA_VERSION),
  system: identitySchema,
  data_classes: z
    .array(dataClassSchema)
    .max(1000)
    .describe("What travels: how bad its loss would be, and who writes it."),
  zones: z
    .array(zoneSchema)
    .min(1)
    .max(200)
    .describe("Where things stand, and how far each place is trusted."),
  components: z
    .array(componentSchema)
    .min(1)
    .max(2000)
    .describe("The parts. Which attributes a part may have depends on its kind."),
  flows: z.array(flowSchema).max(10_000).describe("What travels from where to where."),
  controls: z
    .array(controlSchema)
    .max(2000)
    .default([])
    .describe("What is done about threats already. Without a passing test a control counts as absent."),
  assumptions: z
    .array(assumptionSchema)
    .max(1000)
    .default([])
    .describe("What is taken for granted, and how one would notice that it no longer holds."),
  targets: z.array(targetConfigSchema).max(200).default([]).describe("Ways to reach something testable."),
  artifacts: z
    .array(artifactSchema)
    .max(2000)
    .default([])
    .describe("Model files, tokenizers, adapters. A change makes evidence about their component stale."),
  datasets: z
    .array(datasetSchema)
    .max(2000)
    .default([])
    .describe("Data that a component was made from or answers from."),
  source_trees: z
    .array(sourceTreeSchema)
    .max(200)
    .default([])
    .describe("Source code that belongs to a component."),
  documents: z
    .array(documentSchema)
    .max(1000)
    .default([])
    .describe("Reports, certificates and contracts of vendors, with what they speak of and until when."),
  gates: z.array(gateSchema).max(1000).default([]).describe("What a check has to show."),
  test_facts: z
    .record(word, prose)
    .default({})
    .describe(
      "Facts that fill templates of cases, such as the account of the test principal. Never secrets.",
    ),
  rules_of_engagement: engagementSchema
    .optional()
    .describe(
      "Who authorised testing, where, when, how hard, and how to stop. A production target needs all of it.",
    ),
});

export type SystemManifest = z.output<typeof manifestSchema>;
