import { defineErrors } from "../../errors/index.ts";

/** What writing a break-glass order can fail with. Reading a wrong one is no error: it has no effect. */
export const breakGlassErrors = defineErrors("break-glass", {
  badOrder: {
    summary: "The break-glass order is not what is allowed.",
    remedy: "Name who, why and until when; an order lasts at most four hours.",
    exit: 2,
  },
});
