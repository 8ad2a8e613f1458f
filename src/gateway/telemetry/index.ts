export { openAlerts } from "./alerts/alerts.ts";
export { eventOfRecord } from "./alerts/event-of-record.ts";
export {
  healthEvent,
  healthOfBreakGlass,
  healthOfGateway,
  healthOfRecords,
  type HealthSource,
} from "./alerts/health-events.ts";
export { alertRoutesSchema } from "./alerts/settings.ts";
export { createOtlpExporter, type OtlpExporter } from "./otlp/exporter.ts";
export { contextOf, formatTraceparent, parseTraceparent } from "./otlp/traceparent.ts";
export { clusterMetrics, createMetrics, shareMetrics, type GatewayMetrics } from "./prometheus/metrics.ts";
export { serveMetrics } from "./prometheus/serve-metrics.ts";
export { telemetrySettingsSchema } from "./settings.ts";
