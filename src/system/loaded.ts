import type { Subject } from "../contracts/index.ts";
import type { Place } from "../errors/index.ts";
import type { Path } from "../formats/index.ts";
import type { SystemManifest } from "./manifest/manifest.ts";

/** A manifest that was read, checked and found sound. */
export interface LoadedSystem {
  readonly manifest: SystemManifest;
  /** Path as given, or the name the text was parsed under. */
  readonly file: string;
  /** SHA-256 of the canonical content of the whole file; comments and spelling do not count. */
  readonly digest: string;
  /** Digests of what evidence can be about; targets, gates, controls and rules of engagement do not count. */
  readonly subject: Subject;
  place(path: Path, of?: "value" | "key"): Place;
}
