import type { JsonValue } from "../../contracts/index.ts";
import { digestOf } from "../../formats/index.ts";
import type { LoadedSystem } from "../loaded.ts";

/** How a target is reached and at what pace; none of it changes what answers. */
const manner: ReadonlySet<string> = new Set([
  "id",
  "component",
  "concurrency",
  "requests_per_minute",
  "rate_limit_key",
  "timeout_ms",
  "connect_timeout_ms",
  "max_response_bytes",
  "pricing",
  "tls",
  "proxy",
  "harness",
  "api_key",
  // What it is tested with.
  "canaries",
  "records",
  "echo_logprobs",
  "data",
  "rules",
  "cost_limit",
  "radius",
  "sensitive",
]);

/**
 * What a target is: its kind, address, model and whatever else shapes its answers. A result about one model says
 * nothing about another, so a change here makes evidence stale.
 *
 * @returns SHA-256, hex; undefined when the manifest has no such target
 */
export function targetDigest(loaded: LoadedSystem, id: string): string | undefined {
  const target = loaded.manifest.targets.find((item) => item.id === id);
  if (target === undefined) return undefined;
  const identity = Object.entries(target).filter(([key]) => !manner.has(key));
  // Safe: a manifest comes from YAML and is plain JSON data.
  return digestOf(Object.fromEntries(identity) as JsonValue);
}
