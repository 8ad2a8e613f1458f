/**
 * Targets that predict. An adapter is a folder with a `predict-adapter.ts`; its schema spreads `predictFields`,
 * which holds what all of them say of rows, answers, data and rules.
 */
export type { PredictConfig } from "./define.ts";
export { connectModel, isPredictConfig } from "./connect.ts";
export { items as predictAdapters } from "./items.generated.ts";
export type { PredictSettings, RowsFile } from "./settings.ts";
