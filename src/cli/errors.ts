import { defineErrors } from "../errors/index.ts";

export const cliErrors = defineErrors("cli", {
  badFlag: {
    summary: "A flag has a value it cannot take.",
    remedy: "`--help` says what the flag takes.",
    exit: 2,
  },
  unwritableOutput: {
    summary: "The output file could not be written.",
    remedy: "Check the folder, permissions and free space.",
    exit: 2,
  },
});
