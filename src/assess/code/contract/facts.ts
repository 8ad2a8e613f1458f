export type CodeLanguage =
  | "python"
  /** JavaScript and TypeScript, with or without JSX. */
  | "javascript"
  | "yaml"
  | "json"
  | "dockerfile"
  | "shell"
  | "jinja"
  /** Markdown and other prose, such as instruction files of coding assistants. */
  | "text";

/** UTF-16 offsets into the text of the file, start and behind the end. Made into lines by the report. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What data may carry that somebody should not trust, or should not give away. */
export const labels = [
  /** A person outside wrote it: a request, a form, an argument of the command line. */
  "user-input",
  /** It was found by searching documents, or fetched from the web. */
  "retrieved",
  /** A tool or an MCP server gave it back. */
  "tool-result",
  /** A model wrote it: an answer, or the arguments with which it calls a tool. */
  "model-output",
  /** A key, a token, a password. */
  "secret",
  /** Names, addresses, account numbers of people. */
  "personal-data",
  /** It was read from a file that others can write. */
  "untrusted-file",
] as const;
export type Label = (typeof labels)[number];

/** Where labelled data came from and how it got here. */
export interface Taint {
  /** `parameter:0` while a function is looked at by itself: what its caller gives. */
  readonly label: Label | `parameter:${number}`;
  /** `flask.request.args.get(…)`, `parameter query of a tool`. */
  readonly what: string;
  readonly source: Span;
  /** Absent: the file at hand. */
  readonly path?: string;
  /** Stations on the way, first to last, at most eight. */
  readonly steps: readonly FlowStep[];
  /** Things done to it that take harm out: `html`, `shell`, `guard`. See `registry/sanitizers.ts`. */
  readonly cleared: readonly string[];
}

export interface FlowStep {
  readonly at: Span;
  readonly note: string;
  readonly path?: string;
}

/**
 * What is known of a value without running anything. `ref` is a name of an import or of the language
 * that was resolved (`torch.float16`, `builtins.open`); `instance` the result of a call that nobody here
 * looked into; `local` a name that could not be resolved. Where several are possible, it is `unknown`.
 */
export type Value = { readonly taints: readonly Taint[] } & (
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  /** A string put together: the constant parts, and the values between them. */
  | { readonly kind: "text"; readonly parts: readonly (string | Value)[] }
  | { readonly kind: "list"; readonly items: readonly Value[]; readonly open: boolean }
  /** Dictionary or object. `open`: it has further keys that are not known. */
  | { readonly kind: "record"; readonly entries: ReadonlyMap<string, Value>; readonly open: boolean }
  | { readonly kind: "ref"; readonly name: string }
  | { readonly kind: "instance"; readonly of: string; readonly call?: CallFact }
  | { readonly kind: "local"; readonly name: string }
  | { readonly kind: "function"; readonly name: string; readonly id: number }
  | { readonly kind: "class"; readonly name: string; readonly id: number }
  | { readonly kind: "unknown" }
);

/** Anything a finding can point at. */
export interface Placed {
  readonly at: Span;
}

export interface ImportFact extends Placed {
  /** `torch`, `langchain.agents`, `./util`, `openai`. */
  readonly module: string;
  /** What is taken out of it; absent for the module as a whole, `*` for everything, `default` in JavaScript. */
  readonly name?: string;
  /** What it is called here. */
  readonly as: string;
}

export interface Argument extends Placed {
  /** The keyword, in Python. */
  readonly name?: string;
  readonly value: Value;
}

export interface CallFact extends Placed {
  /**
   * The resolved name of what is called: `torch.load`, `builtins.eval`,
   * `openai.OpenAI().chat.completions.create` (a method of what a constructor gave), `?.execute` where
   * the object is not known, and the bare name for what this file or project defines.
   */
  readonly callee: string;
  /** The last part: `create`. */
  readonly method: string;
  /** What a method is called on. */
  readonly receiver?: Value;
  readonly args: readonly Argument[];
  /** There are further arguments that are not known: `**kwargs`, `...rest`. */
  readonly open: boolean;
  /** `new X()` in JavaScript. */
  readonly isNew: boolean;
  readonly awaited: boolean;
  /** The function it stands in; absent at the top of the file. */
  readonly inside?: FunctionFact;
  /** The loops around it within its function, innermost last. */
  readonly loops: readonly LoopFact[];
  /** It is in a `try`. */
  readonly guarded: boolean;
  /** It is a statement of its own: nobody looks at what it gives back. */
  readonly unused: boolean;
  /**
   * The argument of that name, or at that position. In JavaScript the name is looked up in the objects
   * that are given. `undefined` says that it was not given, unless the call is `open`.
   * @example call.argument("weights_only") ; call.argument("f", 0)
   */
  argument(name: string, position?: number): Value | undefined;
  /** Where that argument stands; the call, if it is not there. */
  placeOf(name: string, position?: number): Span;
}

export interface ParameterFact extends Placed {
  readonly name: string;
  /** As written. */
  readonly type?: string;
  /** Resolved, as far as it could be. */
  readonly typeName?: string;
  readonly default?: Value;
}

export interface DecoratorFact extends Placed {
  /** Resolved: `flask.Flask().route`, `langchain_core.tools.tool`. */
  readonly name: string;
  readonly call?: CallFact;
}

export interface FunctionFact extends Placed {
  readonly id: number;
  readonly name: string;
  /** `Class.method`, `outer.inner`. */
  readonly qualified: string;
  readonly parameters: readonly ParameterFact[];
  readonly decorators: readonly DecoratorFact[];
  readonly docstring?: string;
  readonly isAsync: boolean;
  readonly inClass?: ClassFact;
  /** The model calls it with arguments of its choice. */
  readonly isTool: boolean;
  /** A web framework calls it with what came in. */
  readonly isHandler: boolean;
  /** What it returns, every way out joined. */
  readonly returns: readonly Value[];
}

export interface ClassFact extends Placed {
  readonly id: number;
  readonly name: string;
  /** Resolved: `torch.nn.Module`. */
  readonly bases: readonly string[];
  readonly decorators: readonly DecoratorFact[];
  readonly methods: readonly FunctionFact[];
  /** Assigned in the body of the class: `args_schema = SearchInput`. */
  readonly attributes: ReadonlyMap<string, Value>;
}

export interface LoopFact extends Placed {
  readonly kind: "for" | "while";
  /** `while True`, `for (;;)`, `itertools.count()`: nothing in its head ends it. */
  readonly endless: boolean;
  /** Within the body (nested functions aside) there is a `break`, `return` or `raise`. */
  readonly leaves: boolean;
  /** The number of rounds where it is written: `range(10)`. */
  readonly rounds?: number;
  /** A `break`/`return`/`raise` stands under a test that compares with a number, or the head does. */
  readonly counted: boolean;
}

/** `try`, with what is done when it fails. */
export interface TryFact extends Placed {
  /** What is tried, without what is done when it fails. */
  readonly body: Span;
  readonly handlers: readonly {
    /** Nothing is done but to write a log, and what follows runs as if nothing had happened. */
    readonly swallows: boolean;
    /** The constant that is given back, where that is all. */
    readonly returns?: string | number | boolean | null;
  }[];
}

export interface ComparisonFact extends Placed {
  /** `==`, `in`, `is not`, `===`. */
  readonly operator: string;
  readonly left: Value;
  readonly right: Value;
}

export interface AssignmentFact extends Placed {
  /** As written: `app.config.DEBUG`, `os.environ["X"]`, `element.innerHTML`. */
  readonly target: string;
  /** The last name of it: `innerHTML`, `X`. */
  readonly name: string;
  /** The resolved name of the target where it is one: `torch.backends.cudnn.benchmark`. */
  readonly resolved?: string;
  readonly value: Value;
}

export interface EnvironmentFact extends Placed {
  readonly name: string;
  readonly default?: Value;
}

export interface StringFact extends Placed {
  /** Shortened to 64 Ki units. */
  readonly value: string;
}

export interface CommentFact extends Placed {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** JSX: `<div dangerouslySetInnerHTML={…}>`. */
export interface ElementFact extends Placed {
  readonly tag: string;
  readonly attributes: readonly (Placed & { readonly name: string; readonly value: Value })[];
}
