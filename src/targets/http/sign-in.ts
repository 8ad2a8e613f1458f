import { BartizanError } from "../../errors/index.ts";
import { targetErrors } from "../errors.ts";
import type { Values } from "../template/values.ts";
import { type Channel, inherit, runStep, type SendParts } from "./channel.ts";
import type { HttpConfig } from "./config.ts";

/** Signs conversations in, each for itself or all by one shared sign-in. */
export interface SignIn {
  /** The channel, signed in. */
  enter(channel: Channel, values: Values, parts: SendParts): Promise<Channel>;
  /** After a 401: signs in anew. Conversations that meet a 401 at the same time share one new sign-in. */
  again(channel: Channel, values: Values, parts: SendParts): Promise<Channel>;
  readonly needed: boolean;
}

export function createSignIn(config: HttpConfig, freshChannel: () => Channel): SignIn {
  const { login } = config;
  /** The shared sign-in, and which channels were made from it. */
  let shared: Promise<Channel> | undefined;
  const generation = new WeakMap<Channel["captured"], Promise<Channel>>();

  const walk = async (channel: Channel, values: Values, parts: SendParts): Promise<Channel> => {
    for (const [index, step] of (login?.steps ?? []).entries()) {
      try {
        await runStep(channel, step, values, parts);
      } catch (error) {
        throw loginFailure(error, index);
      }
    }
    return channel;
  };

  const enterShared = async (channel: Channel, values: Values, parts: SendParts): Promise<Channel> => {
    shared ??= walk(freshChannel(), values, parts);
    const mine = shared;
    try {
      const entered = inherit(channel, await mine);
      generation.set(entered.captured, mine);
      return entered;
    } catch (error) {
      // A failed sign-in is not kept: the next conversation tries for itself.
      if (shared === mine) shared = undefined;
      throw error;
    }
  };

  return {
    needed: login !== undefined,
    enter: async (channel, values, parts) => {
      if (login === undefined) return channel;
      return login.per === "target" ? enterShared(channel, values, parts) : walk(channel, values, parts);
    },
    again: async (channel, values, parts) => {
      if (login === undefined) return channel;
      if (login.per === "session") {
        channel.cookies.clear();
        return walk(channel, values, parts);
      }
      if (generation.get(channel.captured) === shared) shared = undefined;
      return enterShared(channel, values, parts);
    },
  };
}

const answers = ["TARGETS_UNAUTHORISED", "TARGETS_CAPTURE_MISSING", "TARGETS_ERROR_STATUS"];

/** An answer that refuses us is a failed sign-in; a target that is not there stays what it is. */
function loginFailure(error: unknown, index: number): unknown {
  if (!(error instanceof BartizanError) || !answers.includes(error.code)) return error;
  return targetErrors.loginFailed(`Login step ${index + 1}: ${error.message}`, {
    ...error.place,
    field: `login.steps[${index}]`,
  });
}
