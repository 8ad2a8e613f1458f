import type { Stage } from "../../contracts/index.ts";
import type { Policy } from "../document/policy.ts";
import type { RuleDocument } from "../document/rule-schema.ts";

/** What a policy must hold to count as a guard that threat rules name. */
export type Requirement =
  | {
      readonly kind: "rule";
      /** A rule must rest on one of these detectors; absent: on none in particular. */
      readonly detectors?: readonly string[];
      /** And on these of their rules, with `*`. */
      readonly rules?: readonly string[];
      /** And act on one of these stages. */
      readonly stages?: readonly Stage[];
      readonly fits?: (rule: RuleDocument) => boolean;
    }
  | { readonly kind: "policy"; readonly holds: (policy: Policy, signed: boolean) => boolean };

const stopping = (rule: RuleDocument): boolean =>
  rule.action === "block" || rule.action === "require-approval";
const changing = (rule: RuleDocument): boolean => rule.action !== "allow";
const marking = (rule: RuleDocument): boolean => rule.rewrite?.mark === true;
const withholding = (rule: RuleDocument): boolean => rule.rewrite?.whole === true;
const closed = (policy: Policy): boolean =>
  [...policy.detectors.values()].every(({ onError }) => onError !== "open") &&
  policy.rules.every(({ onError }) => onError === "closed");

/** By guard id, as the threat rules name them (`guards:` in `packs/threats`). Others no policy can cover. */
export const requirements: Readonly<Record<string, Requirement>> = {
  "injection-filter": { kind: "rule", detectors: ["injection"], stages: ["input"], fits: stopping },
  "tool-policy": { kind: "rule", detectors: ["tool-use"], stages: ["tool-call"], fits: stopping },
  "taint-policy": { kind: "rule", detectors: ["tool-use"], rules: ["*taint*"], fits: stopping },
  "tool-output-marking": { kind: "rule", stages: ["tool-result"], fits: marking },
  "retrieval-trust-tier": {
    kind: "rule",
    stages: ["document"],
    fits: (rule) => marking(rule) || withholding(rule) || stopping(rule),
  },
  "out-of-band-approval": {
    kind: "rule",
    stages: ["tool-call"],
    fits: ({ action }) => action === "require-approval",
  },
  "recipient-allowlist": {
    kind: "rule",
    detectors: ["tool-use"],
    rules: ["*argument*", "*recipient*"],
    fits: stopping,
  },
  "payment-limits": {
    kind: "rule",
    detectors: ["tool-use"],
    rules: ["*argument*", "*limit*"],
    fits: stopping,
  },
  "tool-manifest-pin": { kind: "rule", detectors: ["tool-drift"], fits: stopping },
  "step-cap": { kind: "rule", detectors: ["tool-use"], rules: ["*step*", "*loop*"], fits: stopping },
  "session-risk": { kind: "rule", detectors: ["probing"], fits: stopping },
  "prompt-canary": { kind: "rule", detectors: ["canary", "prompt-leak"], stages: ["output"], fits: changing },
  "markdown-exfil": { kind: "rule", detectors: ["markdown-exfil"], stages: ["output"], fits: changing },
  "output-encoding": { kind: "rule", detectors: ["unsafe-output"], stages: ["output"], fits: changing },
  "contact-allowlist": { kind: "rule", detectors: ["links"], stages: ["output"], fits: changing },
  "secret-filter": {
    kind: "rule",
    detectors: ["secrets"],
    stages: ["input", "document", "tool-result"],
    fits: changing,
  },
  "restricted-field-filter": {
    kind: "rule",
    detectors: ["personal-data"],
    stages: ["tool-result", "output"],
    fits: changing,
  },
  "egress-tokeniser": {
    kind: "rule",
    detectors: ["personal-data"],
    stages: ["input"],
    fits: ({ redact }) => redact?.how === "tokenise",
  },
  "input-normaliser": { kind: "rule", detectors: ["feature-chains"], fits: stopping },
  "token-budget": {
    kind: "policy",
    holds: ({ budgets }) => budgets.some(({ tokens }) => tokens !== undefined),
  },
  "query-rate-limit": {
    kind: "policy",
    holds: ({ budgets }) => budgets.some(({ requests }) => requests !== undefined),
  },
  "fail-closed": { kind: "policy", holds: closed },
  "signed-configuration": { kind: "policy", holds: (_, signed) => signed },
  "log-redaction": {
    kind: "policy",
    holds: ({ content }) => Object.values(content).every((kept) => kept !== "full"),
  },
};
