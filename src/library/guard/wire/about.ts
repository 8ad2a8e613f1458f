import type { GuardedExchange, Principal } from "../../../contracts/index.ts";

/** Who asks and in what matter, as your application knows it. What is left out is not known to the policy. */
export interface About {
  /** Claimed and not verified unless you say so: `{id, verified: true}`. */
  readonly principal?: Principal;
  readonly session?: string;
  readonly route?: string;
  readonly team?: string;
  readonly model?: string;
  readonly tags?: readonly string[];
  readonly dataClasses?: readonly string[];
  readonly address?: string;
  /** Marks your application put into its instructions: one in an answer means they leaked. */
  readonly canaries?: readonly string[];
}

const longestSession = 256;

/** What the guard is told of an exchange. */
export function exchangeOf(
  id: string,
  about: About,
  read: {
    readonly model?: string;
    readonly session?: string;
    readonly context: Omit<GuardedExchange["context"], "canaries">;
  },
): GuardedExchange {
  const session = (about.session ?? read.session)?.slice(0, longestSession);
  const model = about.model ?? read.model;
  return {
    id,
    principal: about.principal ?? { id: "anonymous", verified: false },
    ...(session === undefined ? {} : { session }),
    ...(about.team === undefined ? {} : { team: about.team }),
    route: about.route ?? "library",
    ...(model === undefined ? {} : { model }),
    tags: about.tags ?? [],
    dataClasses: about.dataClasses ?? [],
    ...(about.address === undefined ? {} : { address: about.address }),
    context: { ...read.context, canaries: about.canaries ?? [] },
  };
}
