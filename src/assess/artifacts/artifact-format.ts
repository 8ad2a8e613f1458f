import type { Hazard, ScanEffect, ScanPlace, ArtifactReport, Severity } from "../../contracts/index.ts";
import type { ByteSource } from "../../formats/index.ts";

/** What a format can find wrong, told apart from any one finding: the reference page is made of these. */
export interface ArtifactRule {
  /** Rules that say the same with more particulars: where one of them fires, this one is not said. */
  readonly yieldsTo?: readonly string[];
  /** `<format>/<what>`: `pickle/exec`, `zip/duplicate-entry`. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly effect: ScanEffect;
  readonly hazard?: Hazard;
  readonly remedy: string;
  /** CWE, CVE, ATLAS, OWASP ids. */
  readonly references: readonly string[];
}

/** What routing may look at: the bytes, and never the name. */
export interface Probe {
  /** Up to 64 KiB from the start. */
  readonly head: Uint8Array;
  /** Up to 64 KiB before the end. */
  readonly tail: Uint8Array;
  readonly source: ByteSource;
}

/**
 * How sure the bytes are. `certain`: a magic number, or structure that nothing else has. `likely`: it
 * parses as far as was looked. `possible`: nothing speaks against it, such as any text.
 */
export type Certainty = "certain" | "likely" | "possible";

export interface Detail {
  /** What was found here, with the particulars. Use `visibleText` for text out of the file. */
  readonly description: string;
  /** Where, inside the file that is examined. */
  readonly place?: Omit<ScanPlace, "path">;
  readonly title?: string;
  /** Where the particulars weigh otherwise than the rule says. */
  readonly severity?: Severity;
  readonly effect?: ScanEffect;
  readonly hazard?: Hazard;
  readonly related?: readonly (ScanPlace & { readonly note: string })[];
  readonly references?: readonly string[];
}

/** What a format does with a file: it explains bytes, reports, and hands members on. */
export interface Examination {
  /** The way to this file: `model.pt!/model/data.pkl`. */
  readonly path: string;
  /** 0 for a file, 1 for a member of it, and so on. */
  readonly depth: number;
  readonly limits: ExaminationLimits;
  readonly signal: AbortSignal;
  /** Explains the bytes from `start` to before `end`. Bytes that stay unexplained make the file incomplete. */
  claim(start: number, end: number, what: string): void;
  found(rule: ArtifactRule, detail: Detail): void;
  /** The rule was looked at and nothing was wrong. */
  passed(rule: ArtifactRule): void;
  /** What the file says about the model. Facts are annotations: they never clear anything. */
  fact(name: string, value: string | number | boolean): void;
  /**
   * Examines something inside this file as a file of its own. What it finds counts for this file too.
   * The source is closed afterwards.
   */
  member(name: string, source: ByteSource, options?: MemberOptions): Promise<ArtifactReport>;
  /**
   * Unpacked bytes as a source that can be read anywhere. Counts them: beyond the ratio it is a bomb and a
   * finding, and nothing more comes out.
   *
   * @param packed how many bytes they were
   * @throws FormatFault `too-large` beyond the limits, and what `chunks` throws
   */
  unpack(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, packed: number): Promise<ByteSource>;
  /** Another file of the same folder or archive; undefined where there is none. Never leaves the root. */
  sibling(name: string): Promise<ByteSource | undefined>;
  /** The names of the files beside this one, as far as they are known, relative with `/`. */
  readonly siblings: readonly string[];
}

export interface MemberOptions {
  /** These bytes are known to be plain data of this kind (a tensor): they are explained and not routed. */
  readonly data?: string;
  /**
   * Of plain data: the parts that are known, first byte and the byte behind the last. What lies between them is
   * explained where it is no more than padding with zeros. Absent: all of it is known.
   */
  readonly extents?: readonly (readonly [start: number, end: number])[];
  /** Route to this format only, as its loader would, and not by content. */
  readonly as?: string;
  /** Siblings of the member: the other members of the archive. */
  readonly sibling?: (name: string) => Promise<ByteSource | undefined>;
  readonly siblings?: readonly string[];
}

export interface ExaminationLimits {
  /** Archives in archives. */
  readonly depth: number;
  /** Bytes that may come out of compressed parts of one file given, all members together. */
  readonly unpackedBytes: number;
  /** Unpacked over packed size beyond which a member is a bomb, where more than 100 MB come out. */
  readonly ratio: number;
  readonly members: number;
}

export const defaultLimits: ExaminationLimits = {
  depth: 8,
  unpackedBytes: 64 * 1024 ** 3,
  ratio: 1100,
  members: 200_000,
};

/**
 * One file format: a folder `assess/artifacts/<id>/` whose `format.ts` exports it as `format`. It says
 * which bytes are of it and what is wrong with them. Parsing lives in `formats/<id>/`; judging here.
 * It never loads, runs or imports anything, and takes time linear in the bytes it reads.
 */
export interface ArtifactFormat {
  readonly id: string;
  readonly title: string;
  /** One sentence: what it is and who writes it. */
  readonly about: string;
  /** Endings such files usually have, with the dot. Only to tell of a name that contradicts the bytes. */
  readonly extensions: readonly string[];
  readonly rules: readonly ArtifactRule[];
  /**
   * For text without a mark of its own, which its loader finds by its name: it is read as this too where nothing else
   * is sure of the bytes. A name only ever adds a reader.
   */
  readonly isNamed?: (path: string) => boolean;
  /**
   * For documents that say what several loaders act upon: each such format that thinks the bytes likely examines them,
   * beside the one that is chosen.
   */
  readonly alongside?: boolean;
  recognise(probe: Probe): Certainty | undefined | Promise<Certainty | undefined>;
  /** A `FormatFault` thrown out of it becomes an `incomplete` finding; what was reported before stays. */
  examine(source: ByteSource, examination: Examination): Promise<void>;
}
