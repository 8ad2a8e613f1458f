/**
 * What a name that a pickle imports can do when the pickle uses it. Not "allowed or not": the same name
 * may be harmless as a class and dangerous as a function, and a function that calls its argument is as
 * harmless as the argument.
 */
export type Capability =
  /** A constructor or function without effect beyond its result, whatever it is given. */
  | { readonly can: "pure" }
  /** A class whose instances may be made empty and given a state; its constructor is not vouched for. */
  | { readonly can: "instance" }
  /** Makes an object of the class given as this argument. */
  | { readonly can: "rebuild"; readonly argument: number }
  /** Calls, or keeps to call later, this argument. `args` is the argument with the arguments for it. */
  | { readonly can: "calls"; readonly argument: number; readonly args?: number; readonly optional?: boolean }
  /** Unpickles this argument, constant bytes. With `as`, as this format and not by content. */
  | { readonly can: "nested"; readonly argument: number; readonly as?: string }
  /** Imports the module and takes the name that are two texts among its arguments. */
  | { readonly can: "import"; readonly module: number; readonly name: number }
  /** Takes attributes of its first argument by the name that is its second. */
  | { readonly can: "attribute" }
  /** Takes attributes or items by name later, of what it is then given. The names must be plain. */
  | { readonly can: "named-attributes" }
  /** Harmless with exactly one argument. */
  | { readonly can: "one-argument" }
  /** Text to bytes or back with the codec named by this argument. */
  | { readonly can: "codec"; readonly argument: number }
  /** A class whose `__setstate__` runs a text of its state, which must be the one its library writes. */
  | { readonly can: "template-state" }
  /** Reads or writes files, sockets, processes' state. */
  | { readonly can: "io" }
  /** Runs code or commands, or reaches anything by name. */
  | { readonly can: "exec" }
  /** Switches off or imitates a scanner. */
  | { readonly can: "tamper" };

/** Names of one kind, with why they are what they are. */
export interface CapabilityGroup {
  readonly capability: Capability;
  readonly reason: string;
  /** Where that is known from. */
  readonly source: string;
  /** Module to names, parted by blanks. `*` stands for all names of a module, `**` also of those inside it. */
  readonly names: Readonly<Record<string, string>>;
  /** Its objects take APPEND, SETITEM or ADDITEMS like a list, dict or set. */
  readonly items?: true;
}

/** What is known of one library. */
export interface LibraryCapabilities {
  readonly library: string;
  readonly groups: readonly CapabilityGroup[];
}

export interface Known {
  readonly capability: Capability;
  readonly reason: string;
  readonly source: string;
  readonly items: boolean;
}
