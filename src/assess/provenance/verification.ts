/** What a signature's signer was found to be. */
export type SignerFound =
  | { readonly kind: "key"; readonly key: string }
  | {
      readonly kind: "certificate";
      readonly subject: string;
      readonly root: string;
      readonly validTo: string;
    }
  | { readonly kind: "sigstore"; readonly identity: string; readonly issuer: string };

export type ProvenanceProblemKind =
  | "signature-invalid"
  | "signer-unknown"
  | "file-differs"
  | "file-missing"
  | "file-unsigned"
  | "code-unsigned"
  | "link"
  | "digest-differs"
  | "unsigned-model";

export interface ProvenanceProblem {
  readonly kind: ProvenanceProblemKind;
  readonly path?: string;
  readonly message: string;
}

/** A file that is present and that no signature speaks for. */
export interface UnsignedFile {
  readonly path: string;
  readonly bytes: number;
  /** `ignored by the signature`, `ignored on request`, `the signature itself`, `not in the signature`. */
  readonly why: string;
  /** Why it could be loaded as code, where something says so. */
  readonly loadable?: string;
}

/**
 * `verified`: signature, signer and every file were checked, and nothing is wrong. `failed`: something does not
 * match. `unsigned`: there is no signature. `unproven`: the files are as the signature lists them, but who
 * signed was not checked, because nothing was given to check it with.
 */
export type ProvenanceVerdict = "verified" | "digest-matches" | "failed" | "unsigned" | "unproven";

export interface SignatureSummary {
  readonly path: string;
  readonly mediaType: string;
  readonly predicate: string;
  readonly method: "files" | "shards";
  readonly hash: string;
  readonly resources: number;
  readonly ignored: readonly string[];
  readonly modelName?: string;
  /** The root digest that was signed. */
  readonly root?: string;
}

/** What `bartizan verify --format json` prints. */
export interface ModelVerification {
  readonly schemaVersion: "bartizan.model-verification/v1";
  readonly path: string;
  readonly verdict: ProvenanceVerdict;
  readonly signature?: SignatureSummary;
  readonly signer?: SignerFound;
  /**
   * The identity of what lies on disk: SHA-256 over the SHA-256 digests of all files in their order, files of
   * version control and the signature left out. For one file, over its one digest.
   */
  readonly model: {
    readonly name: string;
    readonly files: number;
    readonly bytes: number;
    readonly root: string;
  };
  readonly digests: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[];
  readonly unsigned: readonly UnsignedFile[];
  readonly problems: readonly ProvenanceProblem[];
  readonly checked: readonly string[];
  readonly notChecked: readonly string[];
}
