export { breakGlassErrors } from "./errors.ts";
export { readOrder, signOrder, type BreakGlassOrder, type OrderDraft, type ReadOrder } from "./order.ts";
export { watchBreakGlass, type BreakGlassNotice, type BreakGlassWatch, type WatchOptions } from "./watch.ts";
export { breakGlassSettingsSchema, type BreakGlassSettings } from "./settings.ts";
