import { hash } from "node:crypto";

/** W3C Trace Context, level 1. */
export interface TraceContext {
  /** 32 hex digits, not all zero. */
  readonly traceId: string;
  /** 16 hex digits, not all zero. */
  readonly spanId: string;
  readonly sampled: boolean;
}

const pattern = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Reads a `traceparent` header; undefined for what is none. Versions to come may have more at the end. */
export function parseTraceparent(header: string | undefined): TraceContext | undefined {
  if (header === undefined || header.length > 200) return undefined;
  const [, version, traceId = "", spanId = "", flags = "", more] = pattern.exec(header) ?? [];
  if (version === undefined || version === "ff" || (version === "00" && more !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

export const formatTraceparent = ({ traceId, spanId, sampled }: TraceContext): string =>
  `00-${traceId}-${spanId}-${sampled ? "01" : "00"}`;

/**
 * The gateway's own span of an exchange: in the caller's trace where there is one, else in a trace of its own.
 * It follows from the exchange's id, so that header and exported span agree without being handed around.
 */
export function contextOf(exchange: string, parent?: TraceContext): TraceContext {
  const digest = hash("sha256", `bartizan trace ${exchange}`);
  return {
    traceId: parent?.traceId ?? digest.slice(0, 32),
    spanId: digest.slice(32, 48),
    sampled: parent?.sampled ?? true,
  };
}

/** Id of a span below the exchange's. */
export const childId = (exchange: string, what: string): string =>
  hash("sha256", `bartizan span ${exchange} ${what}`).slice(0, 16);
