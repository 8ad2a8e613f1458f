export { runGateway, type RunEvent, type RunGateway, type RunGatewayOptions } from "./run-gateway.ts";
export { tellEvent } from "./tell-event.ts";
