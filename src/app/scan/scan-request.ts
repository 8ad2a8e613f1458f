import type { LoaderProfile } from "../../assess/artifacts/index.ts";
import type { Clock, ScanReport, ScanStep } from "../../contracts/index.ts";
import type { AddressSettings } from "./addresses.ts";
import type { ReviewCode } from "./code-review.ts";
import type { ReviewModelCode } from "./remote-code.ts";

export interface ScanProgress extends ScanStep {
  readonly path: string;
}

export interface ScanRequest {
  /** Files and folders, from `cwd`, and addresses such as `hf://org/name@revision`. */
  readonly paths: readonly string[];
  /** How addresses are reached. */
  readonly addresses?: AddressSettings;
  /** One file more, that came on standard input. */
  readonly input?: Uint8Array;
  readonly cwd: string;
  /** A manifest: what it names is scanned too. */
  readonly system?: string;
  readonly only?: "artifacts" | "code";
  /** Only what has changed since the branch left this commit. */
  readonly diff?: string;
  /** SHA-256 of every file. Unless told: of every file on the disk, and of small ones at addresses. */
  readonly digests?: boolean;
  /** A file of suppressions and exclusions. */
  readonly suppressions?: string;
  /** A file with the digests of chat templates known to be good: others are told of. */
  readonly knownTemplates?: string;
  /** Whether comments in code may ignore rules; true unless told. */
  readonly inlineIgnores?: boolean;
  /** The folder that holds `.bartizan`, where evidence is wanted. */
  readonly workspace?: string;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ScanProgress) => void;
  readonly loaders?: readonly LoaderProfile[];
  readonly review?: ReviewCode;
  readonly reviewModelCode?: ReviewModelCode;
}

export interface ScanOutcome {
  readonly report: ScanReport;
  readonly sentence: string;
  readonly evidence?: { readonly id: string; readonly dir: string };
}
