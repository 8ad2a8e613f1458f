import type { PickleSession } from "../../../formats/index.ts";
import type { ArtifactRule, Detail } from "../artifact-format.ts";

/** What the judge leaves to whoever examines the file around the pickle. */
export interface JudgeHost {
  report(rule: ArtifactRule, detail: Detail): void;
  /** Constant bytes that are unpickled in turn. */
  nested(session: PickleSession, start: number, end: number, as: string | undefined): Promise<void>;
  /** The same, where the bytes are written as text. */
  nestedText(session: PickleSession, at: number, as: string | undefined): Promise<void>;
  /** An array whose bytes follow in the stream: where the next instruction is. */
  array?(session: PickleSession, wrapper: number): Promise<number>;
  persistent?(session: PickleSession, index: number): Promise<void>;
}
