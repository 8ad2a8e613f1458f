/** What a worker tells its primary once it serves. */
export interface Ready {
  readonly bartizan: "ready";
  readonly url: string;
}

/** What a primary tells its workers when it ends. */
export interface DrainOrder {
  readonly bartizan: "drain";
}

const saying = (message: unknown, word: string): message is { readonly [key: string]: unknown } =>
  typeof message === "object" && message !== null && "bartizan" in message && message.bartizan === word;

export const isReady = (message: unknown): message is Ready =>
  saying(message, "ready") && typeof message["url"] === "string";

export const isDrainOrder = (message: unknown): message is DrainOrder => saying(message, "drain");
