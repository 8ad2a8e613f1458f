export { startCluster, type ClusterEvent, type ClusterOptions, type RunningCluster } from "./primary.ts";
export { serveAsWorker } from "./worker.ts";
