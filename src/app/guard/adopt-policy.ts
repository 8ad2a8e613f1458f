import { dirname } from "node:path";
import type { CoverageFact, PolicyStamp, Subject } from "../../contracts/index.ts";
import { visibleText } from "../../formats/index.ts";
import { coveredGuards, type CoveredGuard, type PolicySignature } from "../../guard/index.ts";
import { loadSystem } from "../../system/index.ts";
import { appErrors } from "../errors.ts";
import { openWorkspace } from "../workspace/workspace.ts";
import { examinePolicy } from "./examine-policy.ts";

export interface AdoptRequest {
  readonly policy: string;
  readonly cwd: string;
  readonly systemFile: string;
  /** The component of the manifest the policy guards; the system as a whole where it is left out. */
  readonly component?: string;
  readonly requireSignature?: string;
  /** Who says that this policy is in force. */
  readonly by: string;
  /** The folder that holds `.bartizan`; the manifest's own by default. */
  readonly workspace?: string;
}

export interface Adoption {
  readonly schemaVersion: "bartizan.guard-adoption/v1";
  readonly policy: PolicyStamp;
  readonly system: string;
  readonly component?: string;
  readonly guards: readonly CoveredGuard[];
}

/**
 * Records in the workspace ledger that a policy guards a system, and what its tests prove of it: one fact for
 * the column `guarded` for every guard it covers. A later adoption for the same system and component takes its
 * place as a whole, so that a guard that was taken out does not live on in the matrix.
 *
 * @throws APP_UNKNOWN_COMPONENT, what reading the manifest and the policy throws, what opening the ledger throws
 */
export async function adoptPolicy(request: AdoptRequest): Promise<Adoption> {
  const { component, requireSignature, cwd } = request;
  const loaded = await loadSystem(request.systemFile);
  if (component !== undefined && !Object.hasOwn(loaded.subject.components, component))
    throw appErrors.unknownComponent(`The manifest has no component \`${visibleText(component)}\`.`, {
      at: component,
      file: loaded.file,
    });
  const workspace = await openWorkspace(request.workspace ?? dirname(loaded.file));
  const examined = await examinePolicy({
    policy: request.policy,
    cwd,
    clock: workspace.clock,
    ...(requireSignature === undefined ? {} : { requireSignature }),
  });
  const { policy, tests, signature } = examined;
  const guards = coveredGuards(policy, tests, { signed: signature !== undefined });
  const at = new Date(workspace.clock.now()).toISOString();
  const about = { subject: loaded.subject, at, ...(component === undefined ? {} : { component }) };
  await workspace.recordAdoption({
    system: loaded.manifest.system.id,
    ...(component === undefined ? {} : { component }),
    policy: policy.stamp,
    by: request.by,
    tests: { passed: tests.passed, failed: tests.failed },
    ...(signature === undefined ? {} : { signed: signedBy(signature) }),
    facts: guards.map((guard) => factOf(guard, policy.stamp, about)),
  });
  await workspace.remember(loaded);
  return {
    schemaVersion: "bartizan.guard-adoption/v1",
    policy: policy.stamp,
    system: loaded.manifest.system.id,
    ...(component === undefined ? {} : { component }),
    guards,
  };
}

const signedBy = ({ by, at }: PolicySignature) => ({ by, at });

/**
 * A guard that holds for some subjects only speaks for one component, where that is named; for the system as a
 * whole it is no more than a plan.
 */
function factOf(
  { guard, state, sentence, limitedTo }: CoveredGuard,
  policy: PolicyStamp,
  about: { readonly subject: Subject; readonly at: string; readonly component?: string },
): CoverageFact {
  const partial = limitedTo.length > 0 && about.component === undefined && state === "passing";
  const limits = limitedTo.length === 0 ? "" : " It is held to some subjects only.";
  return {
    column: "guarded",
    covers: [guard],
    state: partial ? "planned" : state,
    at: about.at,
    source: "bartizan",
    link: { run: "workspace", check: guard, target: `policy ${policy.id} ${policy.version}`, entry: 0 },
    subject: about.subject,
    ...(about.component === undefined ? {} : { component: about.component }),
    sentence: `${sentence}${limits} (${policy.digest.slice(0, 12)})`,
  };
}
