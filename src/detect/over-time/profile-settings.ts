import type { JsonValue } from "../../contracts/index.ts";
import { decodeText, readBoundedSync } from "../../formats/index.ts";
import { overTimeErrors } from "./errors.ts";

const mostBytes = 5_000_000;

/**
 * Settings whose `profile` names a file, with what the file holds in its place; others as they are.
 *
 * @throws OVER_TIME_BAD_PROFILE when the file cannot be read or is no JSON
 */
export function withProfile(settings: JsonValue): JsonValue {
  if (typeof settings !== "object" || settings === null || !("profile" in settings)) return settings;
  const file = settings["profile"];
  if (typeof file !== "string") return settings;
  try {
    // Safe: JSON.parse gives JSON values only.
    const profile = JSON.parse(decodeText(readBoundedSync(file, mostBytes), file)) as JsonValue;
    return { ...settings, profile };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw overTimeErrors.badProfile(`\`profile\` names ${file}: ${message}`, { file }, { cause });
  }
}
