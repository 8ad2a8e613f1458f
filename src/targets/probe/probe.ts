import type {
  ConversationCapabilities,
  ConversationTarget,
  Exchange,
  ProbeReport,
  SessionContext,
} from "../../contracts/index.ts";
import { BartizanError } from "../../errors/index.ts";
import { endsRun } from "../run-ending.ts";

const question = "Please answer with one short sentence: are you ready?";

/**
 * Asks one question and compares the answer with what the target declares. A failure on the way to
 * the target, or in its answer, is a report; a failure on our side (configuration, budget, abort)
 * is thrown, for it says nothing about the target.
 */
export async function probeTarget(
  target: Pick<ConversationTarget, "capabilities" | "open">,
  context: SessionContext,
  declared: { readonly streams: boolean; readonly model?: string },
): Promise<ProbeReport> {
  const notes: string[] = [];
  let capabilities: ConversationCapabilities = target.capabilities;
  let exchange: Exchange | undefined;
  try {
    const session = await target.open(context);
    try {
      exchange = await session.send({ role: "user", text: question });
      if (capabilities.effects) await session.effects();
    } catch (error) {
      notes.push(noteOf(error));
      if (exchange !== undefined) capabilities = { ...capabilities, effects: false };
    } finally {
      await session.close().catch((error: unknown) => notes.push(noteOf(error)));
    }
  } catch (error) {
    notes.push(noteOf(error));
  }
  if (exchange === undefined) return { reachable: false, capabilities, notes };
  const { transport, usage } = exchange;
  if (declared.streams && !transport.streamed) {
    capabilities = { ...capabilities, streaming: false };
    notes.push("The target was asked to stream and answered whole.");
  }
  if (declared.model !== undefined && transport.model !== undefined && transport.model !== declared.model) {
    notes.push(`The target was asked for \`${declared.model}\` and reports \`${transport.model}\`.`);
  }
  if (!usage.reported) notes.push("The target reports no token usage; it is estimated from the bytes.");
  if (!capabilities.effects)
    notes.push("No ledger of effects can be read: what the target really did is not seen.");
  if (capabilities.seed && transport.fingerprint === undefined) {
    notes.push("A seed is sent; whether it is honoured cannot be seen from one answer.");
  }
  return {
    reachable: true,
    capabilities,
    ...(transport.model !== undefined && { model: transport.model }),
    ...(transport.fingerprint !== undefined && { fingerprint: transport.fingerprint }),
    notes,
  };
}

function noteOf(error: unknown): string {
  if (!(error instanceof BartizanError)) throw error;
  if (error.exit !== 3 || error.code === "TARGETS_ABORTED" || endsRun(error)) throw error;
  return `${error.code}: ${error.message} ${error.remedy}`;
}
