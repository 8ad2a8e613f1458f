import { z } from "zod";
import { riskCategories, stages, type JsonValue, type RemoteDetector } from "../../contracts/index.ts";
import { checkShape, fieldName, oneOrAll } from "../../formats/index.ts";
import { remoteErrors } from "./errors.ts";

/** What a policy says of a remote detector. */
export interface RemoteSettings {
  readonly id: string;
  readonly endpoint?: string;
  readonly deadlineMs?: number;
  readonly onError: "closed" | "open";
  readonly settings?: JsonValue;
}

/** Makes a remote detector of one kind. @throws BartizanError with the field when the settings are not valid */
export type RemoteFactory = (settings: RemoteSettings) => RemoteDetector;

/** Reads the value a reference such as `env:GUARD_KEY` stands for. */
export type ReadSecret = (reference: string) => Promise<string>;

export const defaultDeadlineMs = 1_500;

/** Settings every kind takes. */
export const sharedSettings = {
  stages: z.array(z.enum(stages)).min(1).default(["input", "document", "tool-result", "output"]),
  category: z.enum(riskCategories).optional(),
  /** Reference of the secret that is sent as bearer token. */
  key: z.string().min(1).max(500).optional(),
  /** How long texts are cut: models read a few hundred words and leave the rest unread. */
  windows: z
    .strictObject({
      /** UTF-16 units of a window. */
      size: z.int().min(100).max(1_000_000),
      /** Units two neighbours share, so that nothing falls between them. */
      overlap: z.int().min(0).max(100_000),
      /** Most windows of one text; longer texts are a failure, never a part unread. */
      most: z.int().min(1).max(1_000).default(64),
    })
    .refine(({ size, overlap }) => overlap <= size / 2, "`overlap` may be at most half of `size`")
    .optional(),
};

/** @throws REMOTE_DETECTOR_UNKNOWN_KEY and the like, with the field */
export function readRemoteSettings<Value>(schema: z.ZodType<Value>, settings: JsonValue | undefined): Value {
  const place = (path: readonly (string | number)[]) => ({ field: fieldName(path) });
  const shape = checkShape(schema, { value: settings ?? {}, place }, remoteErrors);
  if (!shape.ok) throw oneOrAll(shape.problems, remoteErrors.severalProblems, {});
  return shape.value;
}
