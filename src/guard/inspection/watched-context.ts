import { hash } from "node:crypto";
import type { InspectionContext } from "../../contracts/index.ts";

export type ContextField = keyof InspectionContext;

export const contextFields: readonly ContextField[] = ["instructions", "canaries", "userTexts", "tools"];

/**
 * An inspection context that says which of its fields is being read. There is one for each context, so that
 * detectors can go on remembering by its identity what they prepared.
 */
export function watchContexts(
  read: (field: ContextField) => void,
): (context: InspectionContext) => InspectionContext {
  const watched = new WeakMap<InspectionContext, InspectionContext>();
  return (context) => {
    const known = watched.get(context);
    if (known !== undefined) return known;
    const fresh = new Watched(context, read);
    watched.set(context, fresh);
    return fresh;
  };
}

/** A class, since an object with getters of its own costs ten times as much to make. */
class Watched implements InspectionContext {
  readonly #context: InspectionContext;
  readonly #read: (field: ContextField) => void;

  constructor(context: InspectionContext, read: (field: ContextField) => void) {
    this.#context = context;
    this.#read = read;
  }

  get instructions(): InspectionContext["instructions"] {
    this.#read("instructions");
    return this.#context.instructions;
  }

  get canaries(): InspectionContext["canaries"] {
    this.#read("canaries");
    return this.#context.canaries;
  }

  get userTexts(): InspectionContext["userTexts"] {
    this.#read("userTexts");
    return this.#context.userTexts;
  }

  get tools(): InspectionContext["tools"] {
    this.#read("tools");
    return this.#context.tools;
  }
}

/** A word for the content of some fields of a context: the same content, the same word (SHA-256). */
export function contextDigests(): (context: InspectionContext, fields: ReadonlySet<ContextField>) => string {
  const known = new WeakMap<InspectionContext, Map<ContextField, string>>();
  return (context, fields) => {
    let digests = known.get(context);
    if (digests === undefined) known.set(context, (digests = new Map()));
    let word = "";
    for (const field of contextFields) {
      if (!fields.has(field)) continue;
      let digest = digests.get(field);
      if (digest === undefined)
        digests.set(field, (digest = hash("sha256", JSON.stringify(context[field]), "base64")));
      word += `${field} ${digest}\n`;
    }
    return word;
  };
}
