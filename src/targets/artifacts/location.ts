import type { Clock, SecretReader } from "../../contracts/index.ts";
import type { ByteSource } from "../../formats/index.ts";
import type { Network } from "./web/network.ts";

/** A digest that the location tells of a file. It is a claim until every byte was read. */
export interface ClaimedDigest {
  /** Hex. */
  readonly sha256: string;
  /** `Git LFS`, `OCI descriptor`, `S3 checksum`. */
  readonly by: string;
}

/** What a location tells of a file when it is opened. */
export interface RemoteFacts {
  readonly claimed?: ClaimedDigest;
  /** For the reader of the report: `version`. */
  readonly facts: Readonly<Record<string, string>>;
}

/** A file that lies elsewhere. Nothing of it is fetched before it is opened. */
export interface RemoteFile {
  /** Inside of the location, with `/`; never absolute, never with `..`. */
  readonly path: string;
  /** As the location tells; undefined where it tells none. */
  readonly bytes?: number;
  readonly claimed?: ClaimedDigest;
  /** What was told when it was opened; of locations that tell of a file only then. */
  readonly told?: () => RemoteFacts | undefined;
  /** The size of the source is checked against `bytes`. @throws LOCATION_* */
  open(): Promise<ByteSource>;
}

/** What an address leads to. */
export interface RemoteListing {
  /** As it is shown: without secrets, and pinned to a revision where the location has them. */
  readonly address: string;
  /** An address of one file leads to one. */
  readonly single: boolean;
  readonly files: readonly RemoteFile[];
  /** What a reader of the report should know. */
  readonly notes: readonly string[];
  /** Bytes of answers' bodies so far. */
  fetched(): number;
  dispose(): Promise<void>;
}

/** How to reach a location. */
export interface LocationSettings {
  /** Where to ask instead of the usual place: `https://minio.example:9000`. */
  readonly endpoint?: string;
  /**
   * A secret by reference. Its value is a bearer token; for S3 `ID:SECRET` or
   * `ID:SECRET:SESSION`, for OCI and MLflow also `user:password`.
   */
  readonly token?: string;
  /** Of S3; `us-east-1` unless told. */
  readonly region?: string;
  readonly proxy?: "environment" | "none";
  /** The only hosts that may be asked, redirects included: `huggingface.co`, `*.hf.co`, `minio.example:9000`. */
  readonly hosts?: readonly string[];
  /** The bucket that a registry's artifacts lie in: it is asked with this, never with the registry's token. */
  readonly storage?: { readonly endpoint?: string; readonly token?: string };
}

export interface LocationDeps {
  readonly secrets: SecretReader;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Read only for the proxy variables, and only with `proxy: environment`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly limits?: Partial<LocationLimits>;
  /** How names become addresses, and which of these are private; the machine's own unless told. */
  readonly network?: Partial<Network>;
  /** PEM of certificate authorities trusted besides the usual ones. */
  readonly ca?: string;
}

export interface LocationLimits {
  /** Milliseconds until an answer begins, and between two pieces of it. */
  readonly silenceMs: number;
  /** Tries of one request. */
  readonly attempts: number;
  /** The slowest transfer that is waited for, bytes a second. */
  readonly slowest: number;
  /** Bytes of a file that is fetched whole, because the server gives no parts of it. */
  readonly spool: number;
  /** Bytes of a listing or manifest. */
  readonly document: number;
  readonly files: number;
  readonly redirects: number;
}

export const defaultLocationLimits: LocationLimits = {
  silenceMs: 30_000,
  attempts: 4,
  slowest: 16 * 1024,
  spool: 4 * 1024 ** 3,
  document: 16_000_000,
  files: 20_000,
  redirects: 5,
};

export type OpenLocation = (
  address: string,
  settings: LocationSettings,
  deps: LocationDeps,
) => Promise<RemoteListing>;
