import { z } from "zod";
import { targetConfigSchema } from "../../targets/index.ts";
import { componentSchema } from "./component.ts";
import {
  artifactSchema,
  datasetSchema,
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
  data_classes: z.array(dataClassSchema).max(1000),
  zones: z.array(zoneSchema).min(1).max(200),
  components: z.array(componentSchema).min(1).max(2000),
  flows: z.array(flowSchema).max(10_000),
  controls: z.array(controlSchema).max(2000).default([]),
  assumptions: z.array(assumptionSchema).max(1000).default([]),
  targets: z.array(targetConfigSchema).max(200).default([]),
  artifacts: z.array(artifactSchema).max(2000).default([]),
  datasets: z.array(datasetSchema).max(2000).default([]),
  source_trees: z.array(sourceTreeSchema).max(200).default([]),
  gates: z.array(gateSchema).max(1000).default([]),
  /** Facts that fill templates of cases, such as the account of the test principal. Never secrets. */
  test_facts: z.record(word, prose).default({}),
  rules_of_engagement: engagementSchema.optional(),
});

export type SystemManifest = z.output<typeof manifestSchema>;
