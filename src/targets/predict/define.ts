import type { z } from "zod";
import type { PredictTarget } from "../../contracts/index.ts";
import type { TargetConfig, TargetDeps } from "../adapter.ts";
import type { PredictSettings } from "./settings.ts";

/** A validated predicting target of the manifest: what all of them have, and whatever its adapter's schema adds. */
export type PredictConfig = TargetConfig & PredictSettings;

/** One way to reach a model that answers rows. A folder whose `predict-adapter.ts` exports it as `adapter`. */
export interface PredictAdapter {
  readonly kind: string;
  readonly configSchema: z.ZodObject;
  /** Every URL the configuration names; none for a local file. */
  urls(config: TargetConfig): readonly string[];
  /** Makes the target; opens no connection yet. */
  connect(config: TargetConfig, deps: TargetDeps): Promise<PredictTarget>;
}

export interface AdapterSpec<Schema extends z.ZodObject> {
  readonly kind: string;
  readonly configSchema: Schema;
  urls(config: z.output<Schema>): readonly string[];
  connect(config: z.output<Schema>, deps: TargetDeps): Promise<PredictTarget>;
}

/** Lets an adapter be written against its own configuration type; the schema is the proof of it. */
export function definePredictAdapter<Schema extends z.ZodObject>(
  spec: AdapterSpec<Schema>,
): PredictAdapter & AdapterSpec<Schema> {
  return {
    kind: spec.kind,
    configSchema: spec.configSchema,
    urls: (config) => spec.urls(spec.configSchema.parse(config)),
    connect: async (config, deps) => spec.connect(spec.configSchema.parse(config), deps),
  };
}
