export { holdOf } from "./hold-of.ts";
export { inspectText, inspectViews, viewsFor, type Watching } from "./inspect-text.ts";
