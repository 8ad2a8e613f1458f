export * from "./engine/index.ts";
export * from "./measure/index.ts";
export { items as checks } from "./items.generated.ts";
