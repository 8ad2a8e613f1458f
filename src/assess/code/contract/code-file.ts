import type { DataNode, DockerInstruction, ShellCommand } from "./documents.ts";
import type {
  AssignmentFact,
  CallFact,
  ClassFact,
  CodeLanguage,
  CommentFact,
  ComparisonFact,
  ElementFact,
  EnvironmentFact,
  FunctionFact,
  ImportFact,
  LoopFact,
  StringFact,
  TryFact,
} from "./facts.ts";

/** A requirement on a package, out of `requirements*.txt`, `pyproject.toml`, a lock file or `package.json`. */
export interface Pin {
  readonly name: string;
  /** `==2.1.0`, `>=2`, `^5.1.0`. */
  readonly constraint: string;
  /** Where it is exact. */
  readonly version?: string;
  readonly path: string;
}

/** What is known of the whole tree while one file is looked at. */
export interface ProjectFacts {
  readonly pins: ReadonlyMap<string, Pin>;
  /** Paths of all files, sorted. */
  readonly paths: readonly string[];
}

/** One file with what is known of it. Lists are in the order of the text. What a language lacks is empty. */
export interface CodeFile {
  /** With `/`, from the root of what is reviewed. */
  readonly path: string;
  /** The last part of the path. */
  readonly name: string;
  readonly language: CodeLanguage;
  readonly text: string;
  readonly imports: readonly ImportFact[];
  /** Is anything of this module (or of a module in it) imported? @example file.uses("langchain") */
  uses(module: string): boolean;
  readonly calls: readonly CallFact[];
  /**
   * Calls whose callee fits one of the patterns: names with `*` for anything but a dot and `**` for
   * anything at all. Cheap: looked up by the last part.
   * @example file.callsTo("torch.load", "langchain**.load_tools", "**.similarity_search")
   */
  callsTo(...patterns: readonly string[]): readonly CallFact[];
  readonly functions: readonly FunctionFact[];
  readonly classes: readonly ClassFact[];
  readonly loops: readonly LoopFact[];
  readonly tries: readonly TryFact[];
  readonly comparisons: readonly ComparisonFact[];
  readonly assignments: readonly AssignmentFact[];
  readonly environment: readonly EnvironmentFact[];
  readonly strings: readonly StringFact[];
  readonly comments: readonly CommentFact[];
  /** What the cells of a notebook printed. It stands behind the code in `text`. */
  readonly outputs: readonly StringFact[];
  readonly elements: readonly ElementFact[];
  /** The tree of a JSON or YAML document. Of a YAML file with several, rules are asked about each in turn. */
  readonly data?: DataNode;
  /** Instructions of a Dockerfile. */
  readonly docker: readonly DockerInstruction[];
  /** Commands of a shell script, and of the `RUN` lines of a Dockerfile. */
  readonly shell: readonly ShellCommand[];
  /** It is a test by its path or its imports: rules about habits of production keep quiet there. */
  readonly isTest: boolean;
  readonly project: ProjectFacts;
}
