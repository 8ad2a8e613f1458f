import { join } from "node:path";
import { readModel } from "./model.ts";

export {
  headOf,
  modelRoles,
  readModel,
  toModel,
  weightBytes,
  type HeadDescription,
  type HeadName,
  type InjectionModel,
  type ModelDescription,
  type ModelRole,
} from "./model.ts";
export { judge, probabilityOf } from "./score.ts";

/** The folder of the weights that come with the package. */
export const shippedFolder = join(import.meta.dirname, "shipped");

let shipped: ReturnType<typeof readModel> | undefined;
/** The weights that come with the package, read at first use. */
export const shippedModel = () => (shipped ??= readModel(shippedFolder));
