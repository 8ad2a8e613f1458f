import { z } from "zod";
import { exposures, type ExposureReport } from "../../assess/leakage/index.ts";
import { fileLines } from "../guard/file-lines.ts";
import { readCanaryFile } from "./canary-files.ts";
import { canariesErrors } from "./errors.ts";

const line = z.object({ id: z.string().max(200), bits: z.number() });

/**
 * Measures the exposure of canaries from the losses that a model gives them and the references.
 *
 * @param request.losses JSON lines of `{"id", "bits"}`, in any order, in any unit that grows as the text gets less likely
 * @throws CANARIES_LOSSES_UNFIT, CANARIES_UNREADABLE, LEAKAGE_DATA_UNFIT
 */
export async function measureExposure(request: {
  readonly plan: string;
  readonly losses: string;
  readonly confidence: number;
}): Promise<ExposureReport> {
  const { plan } = await readCanaryFile(request.plan);
  const known = new Set(plan.canaries.map(({ id }) => id));
  const canaries = new Map<string, number>();
  const references = new Map<string, number>();
  for await (const { line: number, text } of fileLines(request.losses, canariesErrors.unreadable)) {
    const loss = lossOf(text);
    if (loss === undefined)
      throw canariesErrors.lossesUnfit(`Line ${number} of ${request.losses} is not {"id", "bits"}.`, {
        file: request.losses,
      });
    const group = known.has(loss.id) ? canaries : references;
    if (group.has(loss.id))
      throw canariesErrors.lossesUnfit(`Line ${number} of ${request.losses} tells ${loss.id} again.`, {
        file: request.losses,
      });
    group.set(loss.id, loss.bits);
  }
  if (references.size < 20)
    throw canariesErrors.lossesUnfit(
      `${request.losses} has ${references.size} references; fewer than 20 say nothing.`,
      { file: request.losses },
    );
  return exposures(
    plan,
    { canaries, references: Float64Array.from(references.values()) },
    request.confidence,
  );
}

function lossOf(text: string): z.output<typeof line> | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
