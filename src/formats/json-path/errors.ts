import { defineErrors } from "../../errors/index.ts";

export const jsonPathErrors = defineErrors("json-path", {
  malformed: {
    summary: "A JSON path is not written in the supported subset.",
    remedy: "Write it like `$.a.b[0]`, `$['a key'][-1]` or `$.items[*].text`.",
    exit: 2,
  },
});
