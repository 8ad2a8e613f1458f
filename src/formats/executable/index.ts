export { executableKind, looksLikeLlamafile, type ExecutableKind } from "./executable.ts";
