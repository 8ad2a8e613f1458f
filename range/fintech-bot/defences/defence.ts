import type { Call, ToolContext } from "../tools/tool.ts";
import type { Scene } from "../understand/arguments.ts";

/** Looks at what the customer sends before the model does. A string refuses the turn and says why. */
export interface InputDefence {
  readonly name: string;
  /** `opening`: nothing was said before this message. */
  inspect(text: string, scene: Scene, opening: boolean): string | undefined;
}

/** Decides about a tool call from its arguments and the session, never from what the model says about it. */
export interface ToolDefence {
  readonly name: string;
  check(call: Call, context: ToolContext): Blocked | undefined;
}

interface Blocked {
  readonly reason: string;
  /** What the customer is told. */
  readonly say: string;
}

/** Looks at the answer before the customer does, and gives back what may be shown. */
export interface OutputDefence {
  readonly name: string;
  filter(answer: string): string;
}

/** Everything in force at one level. */
export interface Defences {
  readonly input: readonly InputDefence[];
  readonly tools: readonly ToolDefence[];
  readonly output: readonly OutputDefence[];
  /** Text that nobody addressed to Mira is data: it is quoted, and nothing it says is done. */
  readonly marksData: boolean;
  /** Earlier turns count only as the server itself remembers them. */
  readonly ownHistory: boolean;
  readonly secretsInPrompt: boolean;
  readonly hardened: boolean;
}

export const refusal = "I'm sorry, but I can't help with that.";
