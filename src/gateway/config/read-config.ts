import { checkShape, oneOrAll, type PlacedDocument } from "../../formats/index.ts";
import { gatewayErrors } from "../errors.ts";
import { gatewayConfigSchema, type GatewayConfig } from "./schema.ts";

/**
 * The gateway's configuration out of a document whose value is what stands under `gateway:`.
 *
 * @throws GATEWAY_UNKNOWN_KEY, GATEWAY_MISSING_FIELD, GATEWAY_WRONG_TYPE, GATEWAY_BAD_VALUE or
 *   GATEWAY_SEVERAL_PROBLEMS, with the place
 */
export function readGatewayConfig(document: PlacedDocument): GatewayConfig {
  const shape = checkShape(gatewayConfigSchema, document, gatewayErrors);
  if (!shape.ok) throw oneOrAll(shape.problems, gatewayErrors.severalProblems, document.place([]));
  return shape.value;
}
