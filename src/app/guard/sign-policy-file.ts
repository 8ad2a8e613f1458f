import type { PolicyStamp } from "../../contracts/index.ts";
import { inspectText } from "../../detect/index.ts";
import { openPolicy, shippedPolicies, signatureFile, signPolicy } from "../../guard/index.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { detectorShelf } from "./detector-shelf.ts";
import { policyFile } from "./open-guard.ts";

export interface SignedPolicy {
  readonly stamp: PolicyStamp;
  /** Fingerprint of the key. */
  readonly by: string;
  /** The signed note, and the file beside the policy where it belongs. */
  readonly note: string;
  readonly signature: string;
}

/**
 * Signs a policy with the key of a workspace. Only a policy whose tests pass is signed.
 *
 * @throws what `openPolicy` throws
 */
export async function signPolicyFile(
  workspace: Workspace,
  policy: string,
  cwd: string,
): Promise<SignedPolicy> {
  const file = policyFile(policy, cwd);
  const { clock } = workspace;
  const opened = await openPolicy(file, {
    shelf: detectorShelf(),
    inspectText,
    clock,
    named: shippedPolicies(),
  });
  const key = await workspace.key();
  return {
    stamp: opened.policy.stamp,
    by: key.fingerprint,
    note: signPolicy(opened.policy, key, clock.now()),
    signature: signatureFile(file),
  };
}
