/** A place in the template, in UTF-16 units. */
interface Placed {
  readonly at: number;
}

export interface JinjaArguments {
  readonly args: readonly JinjaExpression[];
  readonly named: readonly (readonly [string, JinjaExpression])[];
}

/** An expression. Chains of operators of one rank are flat, so that the tree stays shallow. */
export type JinjaExpression = Placed &
  (
    | { readonly kind: "constant"; readonly value: string | number | boolean | null }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "attribute"; readonly target: JinjaExpression; readonly name: string }
    | { readonly kind: "item"; readonly target: JinjaExpression; readonly key: JinjaExpression }
    | { readonly kind: "slice"; readonly parts: readonly (JinjaExpression | undefined)[] }
    | ({ readonly kind: "call"; readonly target: JinjaExpression } & JinjaArguments)
    | ({
        readonly kind: "filter";
        /** Absent for the filter of a block. */
        readonly target: JinjaExpression | undefined;
        readonly name: string;
      } & JinjaArguments)
    | ({
        readonly kind: "test";
        readonly target: JinjaExpression;
        readonly name: string;
        readonly negated: boolean;
      } & JinjaArguments)
    | { readonly kind: "not" | "minus" | "plus" | "spread"; readonly target: JinjaExpression }
    | {
        readonly kind: "operation";
        readonly first: JinjaExpression;
        /** `or`, `and`, `==`, `in`, `not in`, `+`, `~`, `*`, `**`, … */
        readonly rest: readonly { readonly operator: string; readonly right: JinjaExpression }[];
      }
    | {
        readonly kind: "conditional";
        readonly test: JinjaExpression;
        /** What it is where the test holds. */
        readonly value: JinjaExpression;
        readonly otherwise: JinjaExpression | undefined;
      }
    | { readonly kind: "list"; readonly items: readonly JinjaExpression[] }
    | { readonly kind: "tuple"; readonly items: readonly JinjaExpression[] }
    | { readonly kind: "dict"; readonly entries: readonly (readonly [JinjaExpression, JinjaExpression])[] }
  );

export type JinjaStatement = Placed &
  (
    | { readonly kind: "data"; readonly text: string }
    | { readonly kind: "output" | "do"; readonly expression: JinjaExpression }
    | {
        readonly kind: "if";
        readonly branches: readonly {
          readonly test: JinjaExpression;
          readonly body: readonly JinjaStatement[];
        }[];
        readonly otherwise: readonly JinjaStatement[];
      }
    | {
        readonly kind: "for";
        readonly target: JinjaExpression;
        readonly over: JinjaExpression;
        readonly when: JinjaExpression | undefined;
        readonly recursive: boolean;
        readonly body: readonly JinjaStatement[];
        readonly otherwise: readonly JinjaStatement[];
      }
    | { readonly kind: "set"; readonly target: JinjaExpression; readonly value: JinjaExpression }
    | {
        readonly kind: "set-block";
        readonly target: JinjaExpression;
        readonly filter: JinjaExpression | undefined;
        readonly body: readonly JinjaStatement[];
      }
    | {
        readonly kind: "macro";
        readonly name: string;
        readonly parameters: readonly (readonly [string, JinjaExpression | undefined])[];
        readonly body: readonly JinjaStatement[];
      }
    | {
        readonly kind: "call-block";
        readonly call: JinjaExpression;
        readonly body: readonly JinjaStatement[];
      }
    | {
        readonly kind: "filter-block";
        readonly filter: JinjaExpression;
        readonly body: readonly JinjaStatement[];
      }
    | {
        readonly kind: "with";
        readonly values: readonly (readonly [JinjaExpression, JinjaExpression])[];
        readonly body: readonly JinjaStatement[];
      }
    /** `block`, `autoescape`, and `generation` of transformers: their body is emitted. */
    | { readonly kind: "scope"; readonly tag: string; readonly body: readonly JinjaStatement[] }
    | {
        readonly kind: "load";
        readonly tag: "include" | "import" | "from" | "extends";
        readonly template: JinjaExpression;
      }
    | { readonly kind: "break" | "continue" | "debug" }
  );

export interface JinjaTemplate {
  readonly body: readonly JinjaStatement[];
  /** Texts between `{#` and `#}`. */
  readonly comments: readonly { readonly at: number; readonly text: string }[];
}
