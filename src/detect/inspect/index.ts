export { holdOf } from "./hold-of.ts";
export { inspectText, inspectViews, viewsFor, type Watching } from "./inspect-text.ts";
export { inspectArriving, type Arriving } from "./inspect-arriving.ts";
export { inspectInSlices, type Slicing } from "./inspect-in-slices.ts";
