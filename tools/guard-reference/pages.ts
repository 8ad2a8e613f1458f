import { referencePage } from "../../src/detect/personal-data/reference-page.ts";
import { detectorsPage } from "./detectors-page.ts";
import { gatewayPage } from "./gateway-page.ts";
import { policyPage } from "./policy-page.ts";
import { describedGatewaySchema, describedPolicySchema } from "./schemas.ts";

/** Name of a page in docs/reference → what it has to be. */
export const pages = (): Readonly<Record<string, string>> => ({
  policy: policyPage(describedPolicySchema()),
  gateway: gatewayPage(describedGatewaySchema()),
  detectors: detectorsPage(),
  "personal-data": referencePage(),
});
