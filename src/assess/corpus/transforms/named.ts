import type { Transform } from "../transform.ts";
import { items } from "./items.generated.ts";

const byId = new Map(items.map((transform) => [transform.id, transform]));

/** The transform a technique or a section names. */
export const transformNamed = (id: string): Transform | undefined => byId.get(id);
