import type { KeyObject, X509Certificate } from "node:crypto";
import type { JsonValue } from "../../../contracts/index.ts";
import type { ExpectedIdentity } from "./sigstore.ts";

/** What the signer is checked with. Only what fits the kind of signature is used. */
export interface TrustGiven {
  readonly key?: KeyObject;
  readonly roots?: readonly X509Certificate[];
  readonly expected?: ExpectedIdentity;
  /** Sigstore's trust root. */
  readonly trustRoot: JsonValue;
  readonly now: Date;
}
