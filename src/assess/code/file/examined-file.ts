import type {
  AssignmentFact,
  CallFact,
  ClassFact,
  CodeFile,
  CodeLanguage,
  CommentFact,
  ComparisonFact,
  DataNode,
  DockerInstruction,
  ElementFact,
  EnvironmentFact,
  FunctionFact,
  ImportFact,
  LoopFact,
  ProjectFacts,
  ShellCommand,
  StringFact,
  TryFact,
} from "../contract/index.ts";
import type { Machine } from "../interpret/machine.ts";
import type { Hit } from "../interpret/summaries.ts";
import { fits, lastOf } from "../registry/pattern.ts";

export interface Examined {
  readonly path: string;
  readonly language: CodeLanguage;
  readonly text: string;
  readonly project: ProjectFacts;
  readonly machine?: Machine;
  readonly comments?: readonly CommentFact[];
  readonly outputs?: readonly StringFact[];
  readonly documents?: readonly DataNode[];
  readonly docker?: readonly DockerInstruction[];
  readonly shell?: readonly ShellCommand[];
}

const inOrder = <T extends { readonly at: { readonly start: number } }>(facts: Iterable<T>): readonly T[] =>
  [...facts].sort((a, b) => a.at.start - b.at.start);

/** A file with everything that was found out about it, as rules see it. */
export class ExaminedFile implements CodeFile {
  readonly path: string;
  readonly name: string;
  readonly language: CodeLanguage;
  readonly text: string;
  readonly project: ProjectFacts;
  readonly isTest: boolean;
  readonly imports: readonly ImportFact[];
  readonly functions: readonly FunctionFact[];
  readonly classes: readonly ClassFact[];
  readonly comments: readonly CommentFact[];
  readonly outputs: readonly StringFact[];
  readonly data?: DataNode;
  readonly docker: readonly DockerInstruction[];
  readonly shell: readonly ShellCommand[];
  readonly hits: readonly Hit[];
  readonly #machine: Machine | undefined;
  readonly #lists = new Map<string, readonly unknown[]>();
  #calls: readonly CallFact[] | undefined;
  #byMethod: Map<string, CallFact[]> | undefined;

  readonly #examined: Examined;

  constructor(examined: Examined) {
    const { path, language, text, project, machine, comments, outputs, documents, docker, shell } = examined;
    this.#examined = examined;
    this.path = path;
    this.name = path.slice(path.lastIndexOf("/") + 1);
    this.language = language;
    this.text = text;
    this.project = project;
    this.#machine = machine;
    this.imports = machine?.imports ?? [];
    this.functions = machine?.functions.map(({ fact }) => fact) ?? [];
    this.classes = machine?.classes.map(({ fact }) => fact) ?? [];
    this.hits = machine === undefined ? [] : [...machine.hits.values()];
    this.comments = comments ?? [];
    this.outputs = outputs ?? [];
    if (documents?.[0] !== undefined) this.data = documents[0];
    this.docker = docker ?? [];
    this.shell = shell ?? [];
    this.isTest =
      /(?:^|\/)(?:tests?|__tests__|spec|e2e)\/|(?:^|\/)(?:test_[^/]*\.py|[^/]*_test\.py|conftest\.py|[^/]*\.(?:test|spec)\.[a-z]+)$/.test(
        path,
      );
  }

  /** This file once for each of its documents, with that document as `data`. */
  *byDocument(): Generator<ExaminedFile> {
    const { documents = [] } = this.#examined;
    yield this;
    for (const document of documents.slice(1))
      yield new ExaminedFile({ ...this.#examined, documents: [document] });
  }

  uses(module: string): boolean {
    return this.imports.some(
      (item) =>
        item.module === module ||
        (item.module.startsWith(module) && /^[./_-]/.test(item.module.slice(module.length))) ||
        `${item.module}.${item.name ?? ""}` === module,
    );
  }

  get calls(): readonly CallFact[] {
    return (this.#calls ??= inOrder(this.#machine?.calls.values() ?? []));
  }

  callsTo(...patterns: readonly string[]): readonly CallFact[] {
    if (this.#machine === undefined) return [];
    this.#byMethod ??= this.#index();
    const found = new Set<CallFact>();
    for (const pattern of patterns) {
      const last = lastOf(pattern);
      const candidates = last.includes("*") ? this.calls : (this.#byMethod.get(last) ?? []);
      for (const call of candidates) if (fits(pattern, call.callee)) found.add(call);
    }
    return found.size < 2 ? [...found] : inOrder(found);
  }

  /** Sorted once, however many rules ask. */
  #kept<T>(name: string, make: () => readonly T[]): readonly T[] {
    const known = this.#lists.get(name);
    // Safe: every name is used with one type only, above.
    if (known !== undefined) return known as readonly T[];
    const made = make();
    this.#lists.set(name, made);
    return made;
  }

  #index(): Map<string, CallFact[]> {
    const index = new Map<string, CallFact[]>();
    for (const call of this.calls) {
      const last = lastOf(call.callee);
      const list = index.get(last);
      if (list === undefined) index.set(last, [call]);
      else list.push(call);
    }
    return index;
  }

  get loops(): readonly LoopFact[] {
    return this.#kept("loops", () => inOrder(this.#machine?.loops.values() ?? []));
  }

  get tries(): readonly TryFact[] {
    return this.#kept("tries", () => inOrder(this.#machine?.handled.values() ?? []));
  }

  get comparisons(): readonly ComparisonFact[] {
    return this.#kept("comparisons", () => inOrder(this.#machine?.comparisons.values() ?? []));
  }

  get assignments(): readonly AssignmentFact[] {
    return this.#kept("assignments", () => inOrder(this.#machine?.assignments.values() ?? []));
  }

  get environment(): readonly EnvironmentFact[] {
    return this.#kept("environment", () => inOrder(this.#machine?.environment.values() ?? []));
  }

  get strings(): readonly StringFact[] {
    return this.#kept("strings", () => inOrder(this.#machine?.strings.values() ?? []));
  }

  get elements(): readonly ElementFact[] {
    return this.#kept("elements", () => inOrder(this.#machine?.elements.values() ?? []));
  }
}
