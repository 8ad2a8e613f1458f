import { chatClassifier } from "./chat-classifier/chat-classifier.ts";
import type { ReadSecret, RemoteFactory } from "./kind.ts";
import { predictClassifier } from "./predict-classifier/predict-classifier.ts";

export type { ReadSecret, RemoteFactory } from "./kind.ts";

/** Every kind of remote detector; with a reader of secrets they may have a `key`. */
export const createRemoteKinds = (readSecret?: ReadSecret): Readonly<Record<string, RemoteFactory>> => ({
  "chat-classifier": chatClassifier(readSecret),
  "predict-classifier": predictClassifier(readSecret),
});

/** The kinds as they are for proving a policy, which asks nobody: one that has a `key` cannot be asked. */
export const remoteKinds = createRemoteKinds();
