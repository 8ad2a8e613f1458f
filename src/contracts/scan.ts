import type { Severity } from "./case.ts";
import type { ProvenanceChain } from "./provenance-chain.ts";

/**
 * What an examination came to. `clean`: nothing found, every byte explained. `review`: a person must
 * look. `incomplete`: not everything could be examined, so nothing is promised. `unsafe`: something
 * in it does harm when it is loaded or used. The worst of the parts is that of the whole:
 * unsafe, then incomplete, then review, then clean.
 */
export const scanVerdicts = ["clean", "review", "incomplete", "unsafe"] as const;
export type ScanVerdict = (typeof scanVerdicts)[number];

/** What a finding does to the verdict. A `note` changes nothing. */
export type ScanEffect = "unsafe" | "incomplete" | "review" | "note";

/**
 * The ways a file can do harm, in words that a loader's profile maps to what that loader does with
 * them. A finding names the one it is.
 */
export const hazards = [
  /** A pickle calls something that runs code or commands, or reaches something unresolvable. */
  "pickle-exec",
  /** A pickle opens files or sockets. */
  "pickle-io",
  /** A pickle calls or names something that nobody here knows. */
  "pickle-unknown",
  /** A pickle whose instructions another unpickler reads differently, or that breaks off. */
  "pickle-divergence",
  /** A harmless pickle that `torch.load(weights_only=True)` refuses nevertheless. */
  "pickle-outside-weights-only",
  /** Instructions of a pickle by which `weights_only` itself was got round. */
  "weights-only-bypass",
  /** An array of Python objects: its elements are a pickle. */
  "object-array",
  /** A Keras layer or object that carries marshalled code. */
  "keras-lambda",
  /** A Keras configuration that names a module or function outside Keras. */
  "keras-import",
  /** A graph operation that reads or writes files, or calls into Python. */
  "graph-io",
  "graph-python",
  /** An operation of a domain that needs a native library to be loaded. */
  "custom-operator",
  /** A path that leaves the model's folder. */
  "path-escape",
  /** Data outside of the file that was not there, or not examined. */
  "external-data",
  /** A configuration or repository that makes a loader import code that lies beside it. */
  "remote-code",
  /** A chat template that reaches outside the values it is given. */
  "template-injection",
  /** A chat template with instructions for the model, or that says something else under a condition. */
  "template-instructions",
  /** Code that runs as soon as the file is opened by the system: ELF, PE, Mach-O, shell. */
  "native-code",
  /** Far more memory or time than the size of the file promises. */
  "resource-exhaustion",
  /** Two readers of the same bytes see different things. */
  "parser-differential",
  /** The name or a field says one thing, the bytes another. */
  "mismatch",
  /** Bytes that no part of the format claims, or that two parts claim. */
  "unexplained-bytes",
  /** The file breaks the rules of its format. */
  "malformed",
  /** It is encrypted, so nobody without the key can look inside. */
  "encrypted",
  /** A part that no parser here reads. */
  "unsupported",
  /** A secret, a token, a private key. */
  "secret",
] as const;
export type Hazard = (typeof hazards)[number];

/** Where a finding is. Bytes are of the innermost file; `path` names the way to it. */
export interface ScanPlace {
  /** Path as given, members after `!/`: `model.pt!/model/data.pkl`. Always with `/`. */
  readonly path: string;
  /** First byte and the byte behind the last, from the start of that file or member. */
  readonly bytes?: readonly [number, number];
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** JSON pointer, tensor name, node name: the place in the words of the format. */
  readonly at?: string;
}

/** What a person must act on, in a file or in code. */
export interface ScanFinding {
  /** `S-` and ten characters: the same for the same rule at the same place of the same content. */
  readonly id: string;
  /** `pickle/call`, `zip/duplicate-entry`, `code/torch-load-unsafe`. */
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly effect: ScanEffect;
  readonly hazard?: Hazard;
  /** What was found here, with the particulars. Text from the file is shortened and made visible. */
  readonly description: string;
  readonly remedy: string;
  readonly place: ScanPlace;
  /** Further places that belong to it: the source of a flow, the other of two entries. */
  readonly related?: readonly (ScanPlace & {
    readonly note: string;
    /** The line itself, where it is in text. Never of findings of the hazard `secret`. */
    readonly text?: string;
  })[];
  /** CWE, ATLAS, OWASP ids with their year, CVE. */
  readonly references: readonly string[];
  /** Why it is not counted, where a person has said so. */
  readonly suppressed?: { readonly reason: string; readonly until?: string };
  /** The lines around it, where it is in text. Never of findings of the hazard `secret`. */
  readonly excerpt?: { readonly firstLine: number; readonly lines: readonly string[] };
}

/** What happens when this loader opens the file. */
export type LoaderOutcome =
  /** It runs code, or does worse, that the file brings. */
  | "runs-code"
  /** It reads or writes files or addresses of the attacker's choice. */
  | "reaches-out"
  /** It falls over: memory, time, a crash. */
  | "exhausts"
  /** It refuses the file. */
  | "refuses"
  /** A person must look before anybody can say. */
  | "review"
  /** Not everything was examined, so nothing is promised. */
  | "unknown"
  /** Nothing of what was found concerns this loader. */
  | "safe";

export interface LoaderVerdict {
  /** `pickle.load`, `torch.load(weights_only=True)`, `llama.cpp`. */
  readonly loader: string;
  readonly title: string;
  readonly outcome: LoaderOutcome;
  readonly why: string;
  /** Ids of the findings it rests on. */
  readonly findings: readonly string[];
  /** Where the code that was scanned with it calls this loader on it. */
  readonly callSites?: readonly ScanPlace[];
}

/** A part of the byte map: what these bytes are. */
export interface Region {
  /** First byte. */
  readonly start: number;
  /** Behind the last byte. */
  readonly end: number;
  /** `header`, `tensor model.embed`, `pickle`, `member weights.npy`. */
  readonly what: string;
}

/** One file, or one member of an archive, with everything found in it. */
export interface ArtifactReport {
  readonly path: string;
  /** The id of the format it was read as: `pickle`, `zip`, `safetensors`, `unknown`. */
  readonly format: string;
  /** Further formats in which the same bytes also make sense. */
  readonly alsoReadAs: readonly string[];
  readonly bytes: number;
  /** How many of the bytes a parser explained. */
  readonly bytesExamined: number;
  /** Hex; absent where it was not asked for or the source has no whole. */
  readonly sha256?: string;
  readonly verdict: ScanVerdict;
  readonly findings: readonly ScanFinding[];
  readonly loaders: readonly LoaderVerdict[];
  /** Rules that were looked at and found nothing wrong. */
  readonly passed: readonly string[];
  /** The byte map; where it has too many parts, neighbours of a kind are joined. */
  readonly regions: readonly Region[];
  readonly members: readonly ArtifactReport[];
  /** What the format says about the model: architecture, number of parameters, context length, licence. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** A place in code that loads a model, with what could be resolved of it. */
export interface LoaderCallSite {
  readonly loader: string;
  readonly place: ScanPlace;
  /** The literal path or repository it loads, where it is one. */
  readonly argument?: string;
}

/** Agents, tools, data and models drawn from code. */
export interface CodeGraph {
  readonly nodes: readonly {
    readonly id: string;
    readonly kind: "agent" | "tool" | "model" | "data" | "server" | "prompt";
    readonly name: string;
    readonly framework?: string;
    readonly place: ScanPlace;
    readonly facts: Readonly<Record<string, string | number | boolean>>;
  }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly what: string }[];
}

/** What the review of a source tree came to. */
export interface CodeReport {
  readonly files: number;
  readonly bytes: number;
  /** Files that could not be read to the end, with the reason. */
  readonly incomplete: readonly { readonly path: string; readonly why: string }[];
  readonly findings: readonly ScanFinding[];
  readonly suppressed: readonly ScanFinding[];
  readonly passed: readonly string[];
  readonly callSites: readonly LoaderCallSite[];
  readonly graph: CodeGraph;
  readonly verdict: ScanVerdict;
}

/** What a system's manifest names, and what became of it. */
export interface ScannedPart {
  readonly section: "artifacts" | "datasets" | "source_trees";
  readonly id: string;
  readonly component?: string;
  /** As in `artifacts[]`; of a folder everything below it belongs to the part. */
  readonly path: string;
  readonly verdict: ScanVerdict;
  /** Whether the digest of the manifest is that of the file; absent where none is named or none was computed. */
  readonly digest?: "matches" | "differs";
  /** The SHA-256 that the manifest names: of a file its own, of a folder its root digest. */
  readonly expected?: string;
  readonly findings: readonly string[];
}

/** What `bartizan scan --format json` prints. */
export interface ScanReport {
  readonly schemaVersion: "bartizan.scan/v1";
  readonly tool: { readonly name: "bartizan"; readonly version: string };
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly paths: readonly string[];
  readonly verdict: ScanVerdict;
  readonly artifacts: readonly ArtifactReport[];
  readonly code?: CodeReport;
  readonly notes: readonly string[];
  /** Suppressions of the file named that nothing needed; absent where none was named, or only a part was scanned. */
  readonly unusedSuppressions?: number;
  /** Where the manifest of a system was scanned. */
  readonly system?: {
    readonly id: string;
    readonly name: string;
    readonly digest: string;
    readonly parts: readonly ScannedPart[];
    /** What was made from what, as the manifest states it; ids are those of the parts in their sections. */
    readonly made?: readonly {
      readonly artifact: string;
      readonly from: { readonly section: ScannedPart["section"]; readonly id: string };
      readonly how: "base" | "adapter" | "dataset" | "training-code";
    }[];
  };
}

/** How far a scan had come at a moment. The code is reviewed first, the files are examined then. */
export interface ScanStep {
  readonly doing: "code" | "files";
  readonly files: number;
  readonly filesDone: number;
  readonly bytes: number;
  readonly bytesDone: number;
}

/** GET /api/scans, newest first: a scan as lists show it. */
export interface ScanSummary {
  /** `scan-20261123-134501-4f9c2a` */
  readonly id: string;
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly status: "running" | "finished" | "interrupted";
  readonly paths: readonly string[];
  readonly system?: { readonly id: string; readonly name: string };
  /** Absent before the end. */
  readonly verdict?: ScanVerdict;
  /** How far it has come; only while it is running. */
  readonly progress?: ScanStep;
  readonly sentence: string;
  readonly files: number;
  readonly bytes: number;
  /** Open findings by severity. */
  readonly findings: Readonly<Record<Severity, number>>;
}

/** GET /api/scans/:id */
export interface ScanDetail {
  readonly summary: ScanSummary;
  readonly report: ScanReport;
  /** Of the bundle that the report was read from. */
  readonly evidence: { readonly bundle: string; readonly entries: number; readonly root: string };
  /** Where what was scanned comes from, as far as this scan and verifications recorded here tell. */
  readonly provenance?: readonly ProvenanceChain[];
}
