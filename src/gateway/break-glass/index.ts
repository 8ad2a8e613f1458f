export { signOrder } from "./order.ts";
export { watchBreakGlass, type BreakGlassNotice, type BreakGlassWatch } from "./watch.ts";
export { breakGlassSettingsSchema } from "./settings.ts";
