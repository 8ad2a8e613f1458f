/** A door of its own: who only wants the version should not load everything else for it. */
export { toolVersion } from "../version.ts";
