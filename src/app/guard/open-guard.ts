import { randomBytes, randomUUID } from "node:crypto";
import { dirname, resolve } from "node:path";
import type { Clock, Guard, PolicyStamp, SecretReader } from "../../contracts/index.ts";
import { inspectInSlices, inspectText } from "../../detect/index.ts";
import { readTextBounded, visibleText } from "../../formats/index.ts";
import {
  createGuard,
  guardErrors,
  openPolicy,
  readPolicyKeys,
  shippedPolicies,
  type GuardState,
  type OpenedPolicy,
  type PolicyKeys,
} from "../../guard/index.ts";
import { memoryState } from "../../state/index.ts";
import { secretReader } from "../../system/index.ts";
import { systemClock } from "../system-clock.ts";
import { detectorShelf } from "./detector-shelf.ts";

export interface OpenGuardOptions {
  /** A file, or `bartizan:baseline` and the like for a policy that ships with the program. */
  readonly policy: string;
  /** The policy's text, where it is in no file: `policy` is then the name it goes by. */
  readonly text?: string;
  /** Where relative paths start. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock?: Clock;
  /** What is remembered between exchanges; memory of this process unless given. */
  readonly state?: GuardState;
  /** File of the public key that must have signed the policy. */
  readonly requireSignature?: string;
  /** The policy that is in force now: the new one must be newer. */
  readonly inForce?: PolicyStamp;
  /** UTF-16 units of text whose findings are remembered. */
  readonly cacheCharacters?: number;
  readonly warn?: (message: string) => void;
}

export interface OpenedGuard extends OpenedPolicy {
  readonly guard: Guard;
  readonly file: string;
  readonly secrets: SecretReader;
  readonly keys: PolicyKeys;
}

/**
 * Opens a policy and puts it to work: reads it, checks its signature where one is required, runs its tests,
 * finds its detectors and keys.
 *
 * @throws what `openPolicy` and `readPolicyKeys` throw
 */
export async function openGuard(options: OpenGuardOptions): Promise<OpenedGuard> {
  const { cwd, env, clock = systemClock } = options;
  const file = policyFile(options.policy, cwd);
  const secrets = secretReader({
    env,
    directory: dirname(file),
    ...(options.warn === undefined ? {} : { warn: options.warn }),
  });
  const opened = await openPolicy(file, {
    shelf: detectorShelf(secrets),
    inspectText,
    clock,
    named: shippedPolicies(),
    ...(options.text === undefined ? {} : { read: readerOf(file, options.text) }),
    ...(options.requireSignature === undefined
      ? {}
      : { requireSignature: resolve(cwd, options.requireSignature) }),
    ...(options.inForce === undefined ? {} : { inForce: options.inForce }),
  });
  const keys = await readPolicyKeys(opened.policy, secrets);
  const guard = createGuard({
    policy: opened.prepared,
    keys,
    state: options.state ?? memoryState({ clock }),
    clock,
    inspectText,
    inspectInSlices,
    newId: () => randomUUID(),
    newNonce: () => randomBytes(12).toString("hex"),
    micros: () => performance.now() * 1000,
    ...(options.cacheCharacters === undefined ? {} : { cacheCharacters: options.cacheCharacters }),
  });
  return { ...opened, guard, file, secrets, keys };
}

const largestPolicy = 2_000_000;

/** Files as they are, but for one whose text is given. */
const readerOf = (file: string, text: string) => async (path: string) =>
  path === file ? text : readTextBounded(path, largestPolicy);

/**
 * The file of a policy; the names of shipped policies are taken as such.
 *
 * @throws GUARD_UNKNOWN_REFERENCE for a name like theirs that none has
 */
export function policyFile(policy: string, cwd: string): string {
  const shipped = shippedPolicies();
  if (/^(?:bartizan)?:/u.test(policy) && !Object.hasOwn(shipped, policy))
    throw guardErrors.unknownReference(
      `No policy that ships with the program is called \`${visibleText(policy)}\`.`,
      {},
      { remedy: `Choose one of: ${Object.keys(shipped).join(", ")}; or give a file.` },
    );
  return Object.hasOwn(shipped, policy) ? (shipped[policy] ?? policy) : resolve(cwd, policy);
}
