export { isLoopback } from "./fields.ts";
export { readGatewayConfig } from "./read-config.ts";
export { gatewayConfigSchema, type GatewayConfig, type GatewayConfigInput } from "./schema.ts";
export type { RouteConfig, UpstreamConfig } from "./upstream.ts";
