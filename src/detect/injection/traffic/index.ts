export { trainOnTraffic, type TrafficReport, type TrafficTraining } from "./train-on-traffic.ts";
export type { Counted, RoleReport } from "./judge-role.ts";
