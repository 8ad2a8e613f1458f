import type { PolicyStamp } from "../contracts/index.ts";
import { readPublicKey } from "../evidence/index.ts";
import { readTextBounded } from "../formats/index.ts";
import type { Policy } from "./document/policy.ts";
import { readPolicy, type ReadPolicyOptions } from "./document/read-policy.ts";
import { guardErrors } from "./errors.ts";
import { preparePolicy, type DetectorShelf, type PreparedPolicy } from "./policy/prepare.ts";
import { provePolicy, type PolicyTestReport, type TestDeps } from "./proof/test-policy.ts";
import { requireNewer, signatureFile, verifyPolicy, type PolicySignature } from "./signing/sign-policy.ts";

export interface OpenPolicyOptions extends ReadPolicyOptions, TestDeps {
  readonly shelf: DetectorShelf;
  /** File of the public key (PEM) that must have signed the policy. */
  readonly requireSignature?: string;
  /** The policy that is in force now. */
  readonly inForce?: PolicyStamp;
}

export interface OpenedPolicy {
  readonly policy: Policy;
  readonly prepared: PreparedPolicy;
  readonly tests: PolicyTestReport;
  readonly signature?: PolicySignature;
}

/**
 * Reads a policy, checks its signature where one is required, that its version grew, prepares it and runs its
 * tests. What comes back may be put in force.
 *
 * @throws everything that `readPolicy`, `verifyPolicy`, `requireNewer`, `preparePolicy` and `provePolicy` throw;
 *   GUARD_SIGNATURE_MISSING
 */
export async function openPolicy(path: string, options: OpenPolicyOptions): Promise<OpenedPolicy> {
  const policy = await readPolicy(path, options);
  const signature =
    options.requireSignature === undefined
      ? undefined
      : verifyPolicy(
          policy,
          await readSignature(path, options),
          await readPublicKey(options.requireSignature),
        );
  if (options.inForce !== undefined) requireNewer(policy, options.inForce);
  const prepared = preparePolicy(policy, options.shelf);
  const tests = await provePolicy(prepared, options);
  return { policy, prepared, tests, ...(signature === undefined ? {} : { signature }) };
}

async function readSignature(path: string, { read }: ReadPolicyOptions): Promise<string> {
  const file = signatureFile(path);
  try {
    return await (read ?? ((name: string) => readTextBounded(name, 8192)))(file);
  } catch (cause) {
    throw guardErrors.signatureMissing(`There is no signature ${file}.`, { file: path }, { cause });
  }
}
