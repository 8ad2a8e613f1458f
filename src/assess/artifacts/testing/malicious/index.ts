export type { MaliciousFile } from "./malicious-file.ts";
import { configFiles } from "./configs.ts";
import { containerFiles } from "./containers.ts";
import { graphFiles } from "./graphs.ts";
import type { MaliciousFile } from "./malicious-file.ts";
import { pickleFiles } from "./pickles.ts";
import { tensorFiles } from "./tensors.ts";

/** Files that do harm, or are only ever made to do harm, in every format; each of them inert. */
export const maliciousFiles: readonly MaliciousFile[] = [
  ...pickleFiles,
  ...containerFiles,
  ...tensorFiles,
  ...configFiles,
  ...graphFiles,
];
