// Who reads records and who writes them agree by sharing it: the reading side is app's.
export { readDecisions } from "../../../app/index.ts";
