export { guardedExchange, identified, type GatewayContext } from "./admit.ts";
export { Exchange } from "./exchange.ts";
export { Guarding } from "./guarding.ts";
export { recordOf, type Account } from "./report.ts";
export { routesOf } from "./routing.ts";
