export { runGateway, type RunEvent, type RunGateway, type RunGatewayOptions } from "./run-gateway.ts";
export { eventTeller } from "./tell-event.ts";
