import { casesNeeded } from "../../stats/index.ts";
import type { Lane } from "./lane.ts";

export interface Pricing {
  readonly currency: string;
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
}

/** What a run may take, known before its first request. */
export interface CostPreview {
  /** If every planned trial runs. Tool loops inside the target are not ours to count. */
  readonly requestsAtMost: number;
  /** If every gate is decided as soon as a run without a breach allows. */
  readonly requestsIfClean: number;
  /** Estimated at 4 bytes a token and 200 tokens an answer. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costAtMost?: { readonly currency: string; readonly amount: number };
}

const bytesPerToken = 4;
const tokensPerAnswer = 200;

export function previewCost(
  lanes: readonly Lane[],
  pricing: ReadonlyMap<string, Pricing | undefined>,
): CostPreview {
  let requestsAtMost = 0;
  let requestsIfClean = 0;
  let inputTokens = 0;
  let outputTokens = 0;
  const costs = new Map<string, number>();
  for (const lane of lanes) {
    const estimate = estimateLane(lane);
    requestsAtMost += estimate.requests;
    requestsIfClean += estimate.requestsIfClean;
    inputTokens += estimate.inputTokens;
    outputTokens += estimate.requests * tokensPerAnswer;
    const price = pricing.get(lane.target);
    if (price === undefined) continue;
    const amount =
      (estimate.inputTokens * price.inputPerMillion +
        estimate.requests * tokensPerAnswer * price.outputPerMillion) /
      1e6;
    costs.set(price.currency, (costs.get(price.currency) ?? 0) + amount);
  }
  // Several currencies cannot be added up; then no single figure is shown.
  const [only, ...others] = [...costs];
  return {
    requestsAtMost,
    requestsIfClean,
    inputTokens,
    outputTokens,
    ...(only === undefined || others.length > 0
      ? {}
      : { costAtMost: { currency: only[0], amount: only[1] } }),
  };
}

function estimateLane(lane: Lane): { requests: number; requestsIfClean: number; inputTokens: number } {
  let requests = 0;
  let attackRequests = 0;
  let attacks = 0;
  let bytes = 0;
  for (const item of lane.cases) {
    requests += item.turns.length;
    if (item.arm === "attack") {
      attacks += 1;
      attackRequests += item.turns.length;
    }
    // Every turn carries the ones before it.
    item.turns.forEach((turn, i) => {
      bytes += Buffer.byteLength(turn) * (item.turns.length - i);
    });
    for (const plant of item.plants) bytes += Buffer.byteLength(plant.text);
  }
  const needed =
    lane.gate === undefined
      ? attacks
      : Math.min(attacks, casesNeeded(lane.gate.atMost, lane.gate.confidence));
  const skipped = attacks === 0 ? 0 : attackRequests * (1 - needed / attacks);
  return {
    requests: requests * lane.repeats,
    requestsIfClean: Math.round((requests - skipped) * lane.repeats),
    inputTokens: Math.ceil((bytes * lane.repeats) / bytesPerToken),
  };
}
