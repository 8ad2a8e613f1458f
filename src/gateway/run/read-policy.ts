import type { PlacedDocument } from "../../formats/index.ts";
import { readPolicy, shippedPolicies, type Policy } from "../../guard/index.ts";
import { readGatewayConfig, type GatewayConfig } from "../config/index.ts";
import { gatewayErrors } from "../errors.ts";

/**
 * What stands under `gateway:` in a policy file, with its places in that file.
 *
 * @throws GATEWAY_NOT_CONFIGURED when there is nothing; what `readPolicy` and `readGatewayConfig` throw
 */
export async function readGatewayOf(
  file: string,
): Promise<{ readonly policy: Policy; readonly config: GatewayConfig }> {
  const policy = await readPolicy(file, { named: shippedPolicies() });
  const { gateway } = policy;
  if (gateway === undefined)
    throw gatewayErrors.notConfigured(`${file} has no \`gateway:\` section.`, { file });
  const document: PlacedDocument = {
    value: gateway,
    // An item of no other file: places are those of the policy's own.
    place: (path, of) => policy.place({}, ["gateway", ...path], of),
  };
  return { policy, config: readGatewayConfig(document) };
}
