import type { UninspectedKind } from "../dialects/dialect.ts";
import { problem, WireError } from "../problems/index.ts";

/** Notes what nobody can look into, or refuses it. */
export class Uninspected {
  readonly kinds = new Set<UninspectedKind>();
  readonly #allowed: ReadonlySet<UninspectedKind>;
  readonly #of: "request" | "answer";

  constructor(allowed: ReadonlySet<UninspectedKind>, of: "request" | "answer" = "request") {
    this.#allowed = allowed;
    this.#of = of;
  }

  /** @throws WireError when the configuration does not let this kind pass */
  pass(kind: UninspectedKind, at: string): void {
    if (this.#allowed.has(kind)) {
      this.kinds.add(kind);
      return;
    }
    const what = kind === "unknown" ? "content of a kind that is not known here" : `${kind} content`;
    const message = `The ${this.#of} holds ${what}, which cannot be inspected. An operator can allow it with \`uninspected: [${kind}]\`.`;
    throw new WireError(
      problem(this.#of === "request" ? "bad-request" : "blocked", message, {
        code: "bartizan_uninspected",
        at,
      }),
    );
  }
}
