export { startGateway, type RunningGateway } from "./serve/index.ts";
export {
  gatewayConfigSchema,
  isLoopback,
  readGatewayConfig,
  type GatewayConfig,
  type GatewayConfigInput,
  type RouteConfig,
  type UpstreamConfig,
} from "./config/index.ts";
export type {
  BreakGlass,
  Caller,
  Estimate,
  ExchangeRecord,
  GatewayEvent,
  GatewayPorts,
  Identified,
  Identity,
  Outcome,
  Reservation,
  Reserved,
  Stopped,
} from "./ports.ts";
export { problem, type Problem, type ProblemKind } from "./problems/index.ts";
export { gatewayErrors } from "./errors.ts";
export {
  serveAsWorker,
  startCluster,
  type ClusterEvent,
  type ClusterOptions,
  type RunningCluster,
} from "./cluster/index.ts";
export {
  runGateway,
  eventTeller,
  type RunEvent,
  type RunGateway,
  type RunGatewayOptions,
} from "./run/index.ts";
export { createVirtualKey, hashOfKey, isVirtualKey, type MintedKey } from "./limits/index.ts";
export { readDecisions } from "./records/index.ts";
export { signOrder } from "./break-glass/index.ts";
