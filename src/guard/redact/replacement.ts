import { createHmac } from "node:crypto";
import type { PlacedSignal } from "../../contracts/index.ts";
import type { CompiledRule } from "../policy/compiled-rule.ts";

/** How a stretch of text is to be replaced. */
export type Treatment =
  | { readonly kind: "mask"; readonly label: string }
  | { readonly kind: "shape"; readonly keepLast: number }
  | { readonly kind: "hash"; readonly label: string }
  | { readonly kind: "tokenise"; readonly label: string }
  | { readonly kind: "text"; readonly text: string };

/** Where stretches of two rules overlap, the one that tells least of the value is carried out. */
const tells = { mask: 0, text: 1, hash: 2, shape: 3, tokenise: 4 } as const;

export const tellsLess = (a: Treatment, b: Treatment): boolean => tells[a.kind] < tells[b.kind];

/** What an enforced rule does with a stretch a signal covers; undefined for rules that edit nothing. */
export function treatmentOf(rule: CompiledRule, signal: PlacedSignal): Treatment | undefined {
  if (rule.action === "rewrite")
    return rule.rewrite?.text === undefined ? undefined : { kind: "text", text: rule.rewrite.text };
  if (rule.action !== "redact") return undefined;
  const label = rule.redact?.label ?? labelOf(signal.rule);
  const how = rule.redact?.how ?? "mask";
  if (how !== "mask") return { kind: how, label };
  const keepLast = rule.redact?.keepLast;
  return keepLast === undefined ? { kind: "mask", label } : { kind: "shape", keepLast };
}

/** `aws-access-key` → `AWS_ACCESS_KEY`. */
function labelOf(rule: string): string {
  const label = rule
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "_")
    .slice(0, 32);
  return /^[A-Z][A-Z0-9_]*[A-Z]$/.test(label) ? label : "VALUE";
}

/** `[EMAIL]`. */
export const masked = (label: string): string => `[${label}]`;

/**
 * Letters and digits become `*`, the last few stay, everything between stays as it is:
 * `4111-1111-1111-1111` → `****-****-****-1111`. Of a value of fewer than twice as many, none stays.
 */
export function shapeOf(value: string, keepLast: number): string {
  const units = value.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const from = units >= 2 * keepLast ? units - keepLast : units;
  let seen = 0;
  return value.replaceAll(/[\p{L}\p{N}]/gu, (unit) => (seen++ < from ? "*" : unit));
}

/**
 * `[EMAIL:9f86d081884c7d65]`: HMAC-SHA-256 under the policy's key, so that equal values can be matched up and
 * nobody without the key can try values out.
 */
export function hashed(label: string, value: string, key: Uint8Array): string {
  return `[${label}:${createHmac("sha256", key).update(value).digest("hex").slice(0, 16)}]`;
}
