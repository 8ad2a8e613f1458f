import type { KeyObject } from "node:crypto";
import type { PolicyStamp } from "../../contracts/index.ts";
import { isSignedBy, keyFingerprint, parseNote, signNote, type SigningKey } from "../../evidence/index.ts";
import { visibleText } from "../../formats/index.ts";
import type { Policy } from "../document/policy.ts";
import { guardErrors } from "../errors.ts";

/** What a signature says: this policy, in this version, with this content, at this time. */
export interface PolicySignature {
  readonly stamp: PolicyStamp;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Fingerprint of the key. */
  readonly by: string;
}

/** The file beside a policy that holds its signature. */
export const signatureFile = (policyFile: string): string => `${policyFile}.sig`;

const nameOf = ({ id }: PolicyStamp): string => `bartizan/policy/${id}`;

/**
 * Signs a policy as a whole, whatever it inherits included: a signed note (C2SP signed-note, Ed25519) to be
 * kept beside the file.
 *
 * @param at milliseconds since the epoch
 */
export function signPolicy({ stamp }: Pick<Policy, "stamp">, key: SigningKey, at: number): string {
  const lines = [
    nameOf(stamp),
    `version ${stamp.version}`,
    `digest ${stamp.digest}`,
    `time ${new Date(at).toISOString()}`,
    "",
  ];
  return signNote(lines.join("\n"), nameOf(stamp), key);
}

/**
 * Checks the signature of a policy as it was read.
 *
 * @throws GUARD_SIGNATURE_WRONG
 */
export function verifyPolicy(policy: Policy, signature: string, publicKey: KeyObject): PolicySignature {
  const { stamp } = policy;
  const place = { file: signatureFile(policy.files.at(-1) ?? "") };
  const wrong = (why: string): Error => guardErrors.signatureWrong(`The signature ${why}.`, place);
  const note = signature.length > 8192 ? undefined : parseNote(signature);
  const [name, version, digest, time, end, ...rest] = note?.text.split("\n") ?? [];
  if (note === undefined || end !== "" || rest.length > 0) throw wrong("cannot be read");
  if (!isSignedBy(note, nameOf(stamp), publicKey)) throw wrong("is not by this key, or was changed");
  if (name !== nameOf(stamp)) throw wrong(`is of \`${visibleText((name ?? "").slice(0, 200))}\``);
  if (version !== `version ${stamp.version}`) throw wrong("is of another version");
  if (digest !== `digest ${stamp.digest}`)
    throw wrong("is of other content: the policy, or a file it inherits, was changed after it was signed");
  const at = time?.slice("time ".length) ?? "";
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(at)) throw wrong("has no time");
  return { stamp, at, by: keyFingerprint(publicKey) };
}

/**
 * A policy may take the place of another of its id only with a version that grew, or unchanged: an older one,
 * signed and all, cannot be put back unseen.
 *
 * @throws GUARD_VERSION_NOT_NEWER
 */
export function requireNewer(policy: Policy, before: PolicyStamp): void {
  const { stamp } = policy;
  if (stamp.digest === before.digest || stamp.id !== before.id) return;
  if (compareVersions(stamp.version, before.version) > 0) return;
  throw guardErrors.versionNotNewer(
    `Version ${stamp.version} does not come after ${before.version}, and the content is another.`,
    policy.files.length === 0 ? {} : { file: policy.files.at(-1) ?? "", field: "policy.version" },
  );
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split(".").map(Number), b.split(".").map(Number)];
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
