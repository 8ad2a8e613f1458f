export { items as overTimeDetectors } from "./items.generated.ts";
