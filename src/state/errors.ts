import { BartizanError, defineErrors } from "../errors/index.ts";

/** What shared state can fail with. */
export const stateErrors = defineErrors("state", {
  unavailable: {
    summary: "The shared state (Redis or Valkey) does not answer, or refuses our commands.",
    remedy: "Start it, or correct `REDIS_URL`. What was asked may or may not have been counted.",
    exit: 3,
  },
  contended: {
    summary: "Too many replicas step the same state at once.",
    remedy: "Try again; if it lasts, spread the clients over more sessions or keys.",
    exit: 3,
  },
  tooLarge: {
    summary: "A state is larger than the store keeps, or is not plain JSON.",
    remedy: "Report the detector: its state has to be plain JSON of bounded size.",
    exit: 4,
  },
  badUrl: {
    summary: "`REDIS_URL` is not the address of a Redis or Valkey.",
    remedy:
      "Give it the form redis://user:password@host:6379/0 (rediss:// over TLS, redis+cluster:// for a cluster).",
    exit: 2,
  },
  badArgument: {
    summary: "Shared state was asked for with a key or a number that cannot be.",
    remedy: "Report the message.",
    exit: 4,
  },
});

/** Whether a failure means that shared state could not be had: the caller decides to refuse or to go on. */
export function isStateUnavailable(error: unknown): boolean {
  return error instanceof BartizanError && error.code === "STATE_UNAVAILABLE";
}
