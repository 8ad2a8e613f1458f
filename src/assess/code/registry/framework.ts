import type { Label, SinkKind } from "../contract/index.ts";

/** Where an argument is: by its keyword (or key of an object given), by its position, or both. */
export type ArgumentPlace = string | number | readonly [string, number];

/** Calls that hand text to a model and give its answer back. */
export interface ModelCall {
  readonly calls: readonly string[];
  /** Lists of messages with roles. */
  readonly messages?: readonly ArgumentPlace[];
  /** Text of the system or developer role. */
  readonly system?: readonly ArgumentPlace[];
  /** Text of the user's role, or without one. */
  readonly prompt?: readonly ArgumentPlace[];
}

export interface SourceCall {
  readonly calls: readonly string[];
  readonly label: Label;
}

export interface Sink {
  readonly kind: SinkKind;
  readonly calls: readonly string[];
  readonly args: readonly ArgumentPlace[];
  /** Only where this argument is `True`: `subprocess.run(…, shell=True)`. */
  readonly onlyWhen?: string;
  /** Not where an argument is this constant, or goes by this name: `Loader=yaml.SafeLoader`. */
  readonly unless?: { readonly argument: ArgumentPlace; readonly is: readonly (string | boolean)[] };
  /** Not where the text at this place is given apart from its values: parameters of SQL. */
  readonly onlyText?: boolean;
}

/** What appears in the graph of agents. */
export interface GraphCall {
  readonly calls: readonly string[];
  readonly kind: "agent" | "tool" | "model" | "data" | "server" | "prompt";
  readonly name?: readonly ArgumentPlace[];
  readonly tools?: readonly ArgumentPlace[];
  readonly model?: readonly ArgumentPlace[];
  readonly data?: readonly ArgumentPlace[];
  readonly servers?: readonly ArgumentPlace[];
  readonly agents?: readonly ArgumentPlace[];
}

/** One framework or library as data. Names are patterns as in `CodeFile.callsTo`. */
export interface Framework {
  readonly id: string;
  /** Names under which the same thing goes, to the one used here. */
  readonly names?: Readonly<Record<string, string>>;
  readonly models?: readonly ModelCall[];
  readonly sources?: readonly SourceCall[];
  /** Names that are a source by being read: `flask.request.args`. A prefix, up to a dot. */
  readonly sourceNames?: Readonly<Record<string, Label>>;
  /** Decorators of functions that are called with what came in from outside. */
  readonly handlers?: readonly string[];
  /** Calls that take such functions as arguments. */
  readonly handlerCalls?: readonly string[];
  /** Decorators of functions that a model calls with arguments of its choice. */
  readonly tools?: readonly string[];
  /** Calls that take such functions as arguments (at any place, also inside objects). */
  readonly toolCalls?: readonly string[];
  /** Base classes whose methods `_run`, `_arun`, `run`, `call`, `forward` are such functions. */
  readonly toolBases?: readonly string[];
  readonly sinks?: readonly Sink[];
  readonly graph?: readonly GraphCall[];
  /** Calls whose result is a model that is run later: with `|` and `.pipe` a chain is made of it. */
  readonly modelObjects?: readonly string[];
}
