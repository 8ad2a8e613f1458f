export { openAlerts, type Alerts, type AlertsOptions, type RouteStats } from "./alerts/alerts.ts";
export { eventOfRecord } from "./alerts/event-of-record.ts";
export {
  healthEvent,
  healthOfBreakGlass,
  healthOfGateway,
  healthOfRecords,
  type HealthSource,
} from "./alerts/health-events.ts";
export { alertRoutesSchema, alertRouteSchema, type AlertRouteSettings } from "./alerts/settings.ts";
export { createOtlpExporter, type OtlpExporter, type OtlpOptions } from "./otlp/exporter.ts";
export { contextOf, formatTraceparent, parseTraceparent, type TraceContext } from "./otlp/traceparent.ts";
export {
  clusterMetrics,
  createMetrics,
  shareMetrics,
  type GatewayMetrics,
  type MetricsOptions,
} from "./prometheus/metrics.ts";
export { serveMetrics } from "./prometheus/serve-metrics.ts";
export { telemetrySettingsSchema, type TelemetrySettings } from "./settings.ts";
