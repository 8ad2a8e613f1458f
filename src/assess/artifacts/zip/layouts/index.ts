import type { ZipLayout } from "../layout.ts";
import { exportedProgram } from "./exported-program/index.ts";
import { mar } from "./mar.ts";
import { keras, mlflow, npz, skops } from "./named.ts";
import { torch } from "./torch.ts";

/** Every layout that is known here. More than one may fit, such as an MLflow folder with a checkpoint in it. */
export const layouts: readonly ZipLayout[] = [torch, exportedProgram, npz, keras, skops, mlflow, mar];
