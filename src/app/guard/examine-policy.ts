import { resolve } from "node:path";
import type { Clock } from "../../contracts/index.ts";
import { inspectText } from "../../detect/index.ts";
import { readPublicKey } from "../../evidence/index.ts";
import { readTextBounded } from "../../formats/index.ts";
import {
  guardErrors,
  preparePolicy,
  readPolicy,
  shippedPolicies,
  signatureFile,
  testPolicy,
  verifyPolicy,
  type Policy,
  type PolicySignature,
  type PolicyTestReport,
} from "../../guard/index.ts";
import { systemClock } from "../system-clock.ts";
import { detectorShelf } from "./detector-shelf.ts";
import { policyFile } from "./open-guard.ts";

export interface ExamineOptions {
  /** A file, or `bartizan:baseline` and the like. */
  readonly policy: string;
  readonly cwd: string;
  readonly clock?: Clock;
  /** File of the public key that must have signed the policy. */
  readonly requireSignature?: string;
}

/** A policy with what its own tests say of it, passed or not. It is not in force. */
export interface ExaminedPolicy {
  readonly file: string;
  readonly policy: Policy;
  readonly tests: PolicyTestReport;
  readonly signature?: PolicySignature;
}

/**
 * Reads a policy, finds its detectors and runs its tests. Unlike `openGuard` it tells of failed tests and goes on.
 *
 * @throws what `readPolicy`, `preparePolicy` and `verifyPolicy` throw
 */
export async function examinePolicy(options: ExamineOptions): Promise<ExaminedPolicy> {
  const { cwd, clock = systemClock, requireSignature } = options;
  const file = policyFile(options.policy, cwd);
  const policy = await readPolicy(file, { named: shippedPolicies() });
  const signature =
    requireSignature === undefined
      ? undefined
      : await signatureOf(policy, file, resolve(cwd, requireSignature));
  const tests = await testPolicy(preparePolicy(policy, detectorShelf()), { inspectText, clock });
  return { file, policy, tests, ...(signature === undefined ? {} : { signature }) };
}

/**
 * Checks that a key signed a policy as it is now, all it inherits included.
 *
 * @throws GUARD_SIGNATURE_MISSING, GUARD_SIGNATURE_WRONG, what reading the policy and the key throws
 */
export async function verifyPolicyFile(
  options: Pick<ExamineOptions, "policy" | "cwd"> & { readonly key: string },
): Promise<PolicySignature> {
  const file = policyFile(options.policy, options.cwd);
  const policy = await readPolicy(file, { named: shippedPolicies() });
  return signatureOf(policy, file, resolve(options.cwd, options.key));
}

async function signatureOf(policy: Policy, file: string, key: string): Promise<PolicySignature> {
  const publicKey = await readPublicKey(key);
  let note: string;
  try {
    note = await readTextBounded(signatureFile(file), 8192);
  } catch (cause) {
    const missing = `There is no signature ${signatureFile(file)}.`;
    throw guardErrors.signatureMissing(missing, { file }, { cause });
  }
  return verifyPolicy(policy, note, publicKey);
}
