import { keyValues } from "./any-value.ts";
import type { OtlpSpan } from "./spans.ts";
import type { OtlpHistogram } from "./usage-metrics.ts";

export interface Resource {
  readonly serviceName: string;
  readonly serviceVersion: string;
  readonly instance: string;
}

const resourceOf = ({ serviceName, serviceVersion, instance }: Resource) => ({
  attributes: keyValues({
    "service.name": serviceName,
    "service.version": serviceVersion,
    "service.instance.id": instance,
  }),
});
const scopeOf = ({ serviceVersion }: Resource) => ({ name: "bartizan.gateway", version: serviceVersion });

/** Body of `POST /v1/traces`. */
export const tracesPayload = (resource: Resource, spans: readonly OtlpSpan[]) => ({
  resourceSpans: [{ resource: resourceOf(resource), scopeSpans: [{ scope: scopeOf(resource), spans }] }],
});

/** Body of `POST /v1/metrics`. */
export const metricsPayload = (resource: Resource, metrics: readonly OtlpHistogram[]) => ({
  resourceMetrics: [
    { resource: resourceOf(resource), scopeMetrics: [{ scope: scopeOf(resource), metrics }] },
  ],
});
