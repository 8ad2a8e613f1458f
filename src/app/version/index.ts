/** A door of its own: who only wants the version should not load everything else for it. */
export { packageRoot, toolVersion } from "../version.ts";
