import { defineAdapter } from "../adapter.ts";
import { targetErrors } from "../errors.ts";
import { httpSchema } from "./config.ts";

export const adapter = defineAdapter({
  kind: "http",
  configSchema: httpSchema,
  urls: () => [],
  connect: async () => {
    throw targetErrors.unknownKind("The http adapter cannot connect yet.");
  },
});
