import { defineErrors } from "../errors/index.ts";

export const cliErrors = defineErrors("cli", {
  badFlag: {
    summary: "A flag has a value it cannot take.",
    remedy: "See the examples of the command's --help.",
    exit: 2,
  },
  unwritableOutput: {
    summary: "The output file could not be written.",
    remedy: "Check the folder, permissions and free space.",
    exit: 2,
  },
});
