import type { ImportFact, Span } from "../contract/index.ts";

/**
 * Code as both languages have it in common. Lowering makes it from the concrete trees (`python-*.ts`,
 * `javascript-*.ts`); everything behind knows this only.
 */
export type Expression = { readonly at: Span } & (
  | { readonly k: "literal"; readonly value: string | number | boolean | null }
  | { readonly k: "template"; readonly parts: readonly (string | Expression)[] }
  | { readonly k: "name"; readonly name: string }
  | { readonly k: "member"; readonly object: Expression; readonly name: string }
  | { readonly k: "index"; readonly object: Expression; readonly index: Expression }
  | {
      readonly k: "call";
      readonly callee: Expression;
      readonly args: readonly Arg[];
      readonly isNew: boolean;
    }
  | { readonly k: "list"; readonly items: readonly Expression[] }
  | { readonly k: "spread"; readonly value: Expression }
  | { readonly k: "record"; readonly entries: readonly RecordEntry[] }
  | { readonly k: "binary"; readonly op: string; readonly left: Expression; readonly right: Expression }
  | { readonly k: "compare"; readonly op: string; readonly left: Expression; readonly right: Expression }
  | { readonly k: "not"; readonly value: Expression }
  | {
      readonly k: "choice";
      readonly test: Expression;
      readonly met: Expression;
      readonly else: Expression;
    }
  | { readonly k: "function"; readonly fn: FunctionNode }
  | { readonly k: "class"; readonly cls: ClassNode }
  | { readonly k: "assign"; readonly target: Expression; readonly op: string; readonly value: Expression }
  | {
      readonly k: "comprehension";
      readonly element: Expression;
      readonly clauses: readonly { readonly target: Expression; readonly iterable: Expression }[];
      readonly tests: readonly Expression[];
    }
  | { readonly k: "await"; readonly value: Expression }
  | { readonly k: "yield"; readonly value?: Expression }
  | {
      readonly k: "element";
      readonly tag: string;
      readonly attributes: readonly {
        readonly at: Span;
        readonly name: string;
        readonly value: Expression;
      }[];
      readonly children: readonly Expression[];
    }
  | { readonly k: "other"; readonly children: readonly Expression[] }
);

export interface Arg {
  readonly at: Span;
  readonly name?: string;
  readonly value: Expression;
  /** `*args` or `**kwargs`. */
  readonly spread?: "list" | "record";
}

export interface RecordEntry {
  /** Absent for a spread. */
  readonly key?: Expression;
  readonly value: Expression;
}

export interface Parameter {
  readonly at: Span;
  readonly name: string;
  readonly type?: Expression;
  readonly typeText?: string;
  readonly default?: Expression;
  /** A pattern in place of a name: `{ a, b }`. */
  readonly pattern?: Expression;
  readonly rest?: boolean;
}

export interface FunctionNode {
  readonly at: Span;
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly decorators: readonly Expression[];
  readonly body: readonly Statement[];
  readonly isAsync: boolean;
  readonly docstring?: string;
}

export interface ClassNode {
  readonly at: Span;
  readonly name: string;
  readonly bases: readonly Expression[];
  readonly decorators: readonly Expression[];
  readonly body: readonly Statement[];
}

export type Statement = { readonly at: Span } & (
  | { readonly s: "expression"; readonly value: Expression }
  | {
      readonly s: "assign";
      readonly targets: readonly Expression[];
      readonly op: string;
      readonly value?: Expression;
      readonly type?: Expression;
    }
  | { readonly s: "return"; readonly value?: Expression }
  | { readonly s: "raise"; readonly value?: Expression }
  | { readonly s: "break" }
  | { readonly s: "continue" }
  /** `global x`, `nonlocal x`: who assigns to them assigns outside of the function. */
  | { readonly s: "outer"; readonly names: readonly string[] }
  | {
      readonly s: "if";
      readonly test: Expression;
      readonly met: readonly Statement[];
      readonly else: readonly Statement[];
    }
  | {
      readonly s: "loop";
      readonly kind: "for" | "while";
      readonly setup: readonly Statement[];
      readonly target?: Expression;
      readonly iterable?: Expression;
      readonly test?: Expression;
      readonly body: readonly Statement[];
      readonly after: readonly Statement[];
    }
  | {
      readonly s: "try";
      readonly body: readonly Statement[];
      readonly handlers: readonly { readonly name?: string; readonly body: readonly Statement[] }[];
      readonly last: readonly Statement[];
    }
  | {
      readonly s: "with";
      readonly items: readonly { readonly value: Expression; readonly target?: Expression }[];
      readonly body: readonly Statement[];
    }
  | { readonly s: "switch"; readonly subject: Expression; readonly cases: readonly (readonly Statement[])[] }
  | { readonly s: "function"; readonly fn: FunctionNode }
  | { readonly s: "class"; readonly cls: ClassNode }
  | { readonly s: "import"; readonly imports: readonly ImportFact[]; readonly reexport?: boolean }
  | { readonly s: "export"; readonly names: readonly (readonly [string, Expression])[] }
  | { readonly s: "block"; readonly body: readonly Statement[] }
);

/** Code nested deeper than this is not looked into: the file is reported as incomplete. */
export const mostDepth = 200;

export interface Lowered {
  readonly body: readonly Statement[];
  /** Something was nested too deep. */
  readonly tooDeep: boolean;
}
