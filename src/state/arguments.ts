import type { TokenBucket } from "../contracts/index.ts";
import { stateErrors } from "./errors.ts";

const KEY = /^[!-z|~]{1,512}$/;

/** Keys are printable ASCII without braces: a brace would move the hash tag, and with it the cluster slot. */
export function checkKey(key: string): void {
  if (!KEY.test(key))
    throw stateErrors.badArgument("A key of shared state is 1 to 512 printable ASCII characters, no braces.");
}

const atLeastZero = (value: number): boolean => Number.isFinite(value) && value >= 0;

export function checkBucket(bucket: TokenBucket): void {
  const { capacity, perSecond, resetSeconds } = bucket;
  if (!atLeastZero(capacity) || !atLeastZero(perSecond))
    throw stateErrors.badArgument("A bucket's capacity and refill are finite and not below zero.");
  if (resetSeconds !== undefined && !(atLeastZero(resetSeconds) && resetSeconds > 0))
    throw stateErrors.badArgument("A bucket's window is longer than zero seconds.");
}

export function checkCost(cost: number): void {
  if (!atLeastZero(cost)) throw stateErrors.badArgument("What is taken is finite and not below zero.");
}

export function checkAmount(amount: number): void {
  if (!Number.isFinite(amount)) throw stateErrors.badArgument("What is given back is finite.");
}

export function checkTtl(ttlSeconds: number): void {
  if (!(Number.isFinite(ttlSeconds) && ttlSeconds > 0))
    throw stateErrors.badArgument("State is kept for longer than zero seconds.");
}

export function checkLimit(limit: number): void {
  if (!atLeastZero(limit)) throw stateErrors.badArgument("The most at once is finite and not below zero.");
}
