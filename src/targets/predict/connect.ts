import type { PredictTarget } from "../../contracts/index.ts";
import type { TargetConfig, TargetDeps } from "../adapter.ts";
import { targetErrors } from "../errors.ts";
import type { PredictConfig } from "./define.ts";
import { items } from "./items.generated.ts";

/** Whether a target of the manifest predicts rather than converses. */
export const isPredictConfig = (config: TargetConfig): config is PredictConfig =>
  items.some(({ kind }) => kind === config.kind);

/**
 * Makes the predicting target a configuration describes. Reads its secrets, certificates and local files, so that a
 * wrong reference is known at once; opens no connection.
 *
 * @throws TARGETS_UNKNOWN_KIND, TARGETS_BAD_CONFIGURATION, MODELS_* for a local file, and what the secret reader throws
 */
export async function connectModel(config: TargetConfig, deps: TargetDeps): Promise<PredictTarget> {
  const adapter = items.find(({ kind }) => kind === config.kind);
  if (adapter === undefined)
    throw targetErrors.unknownKind(
      `\`${config.kind}\` is no kind of a predicting target; there are ${items.map(({ kind }) => `\`${kind}\``).join(", ")}.`,
      { field: "kind" },
    );
  return adapter.connect(config, deps);
}
