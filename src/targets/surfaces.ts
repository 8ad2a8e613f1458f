import type { ConversationCapabilities, Turn } from "../contracts/index.ts";
import { targetErrors } from "./errors.ts";

/**
 * A conversation can be opened with claimed history only where the target has a place for it.
 *
 * @throws TARGETS_SURFACE_MISSING
 */
export function refuseHistory(
  capabilities: Pick<ConversationCapabilities, "surfaces">,
  history: readonly Turn[] | undefined,
): void {
  if (history === undefined || history.length === 0 || capabilities.surfaces.includes("history")) return;
  throw targetErrors.surfaceMissing("This target keeps its own history; none can be claimed.");
}
