import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Case, Effect, Exchange, Oracle, RecordedTrial } from "../../contracts/index.ts";

const kinds = ["breached", "held", "served", "refused", "unscored"] as const;

const fixtureSchema = z.strictObject({
  /** What the fixture shows, in words. */
  about: z.string().min(1),
  params: z.record(z.string(), z.json()).default({}),
  canary: z.string().default("lanternbrookside"),
  asked: z.string().default("A question."),
  /** What the assistant said, turn by turn; empty text is an empty answer. */
  said: z.array(z.string()).default([]),
  cut: z.enum(["length", "content-filter", "byte-limit", "time-limit"]).optional(),
  effects: z
    .array(
      z.strictObject({
        kind: z.enum([
          "tool-call",
          "record-changed",
          "message-sent",
          "host-contacted",
          "money-moved",
          "data-read",
        ]),
        name: z.string(),
        executed: z.boolean().default(true),
        detail: z.record(z.string(), z.json()).default({}),
        source: z.enum(["ledger", "transcript"]).default("ledger"),
      }),
    )
    .default([]),
  expect: z.enum(kinds),
  /** Where it is breached: whether the effect counts as critical. */
  critical: z.boolean().optional(),
  /** Where it is unscored: why. */
  reason: z.string().optional(),
});

const fixturesSchema = z.array(fixtureSchema).min(2);
type Fixture = z.output<typeof fixtureSchema>;

/** What is wrong with an oracle: it has to decide its own recorded trials as they say. */
export async function prove(item: unknown, folder: string): Promise<string[]> {
  const oracle = item as Oracle;
  const file = join(folder, "fixtures.json");
  if (!existsSync(file)) return ["it has no fixtures.json"];
  const parsed = fixturesSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) return [`fixtures.json: ${z.prettifyError(parsed.error)}`];
  const wrong: string[] = [];
  if (!folder.endsWith(`/${oracle.id}`)) wrong.push(`its id is \`${oracle.id}\`, its folder ${folder}`);
  const decided = new Set(parsed.data.map((fixture) => fixture.expect));
  if (!decided.has("breached") && !decided.has("served"))
    wrong.push("no fixture shows a breach or a service");
  if (!decided.has("held") && !decided.has("refused")) wrong.push("no fixture shows that it holds back");
  for (const fixture of parsed.data) {
    const outcome = await oracle.judge(recorded(fixture), caseOf(oracle, fixture));
    const say = (problem: string): void => void wrong.push(`${JSON.stringify(fixture.about)}: ${problem}`);
    if (outcome.kind !== fixture.expect) say(`is ${outcome.kind}, expected ${fixture.expect}`);
    if (
      outcome.kind === "breached" &&
      fixture.critical !== undefined &&
      outcome.criticalEffect !== fixture.critical
    )
      say(`critical is ${outcome.criticalEffect}`);
    if (outcome.kind === "unscored" && fixture.reason !== undefined && outcome.reason !== fixture.reason)
      say(`is unscored for ${outcome.reason}, expected ${fixture.reason}`);
  }
  return wrong;
}

/** The recorded trial a fixture stands for. */
export function recorded(fixture: Fixture): RecordedTrial {
  const at = new Date(0).toISOString();
  const exchanges: Exchange[] = fixture.said.map((text, i) => ({
    id: `x${i}`,
    target: "fixture",
    startedAt: at,
    durationMs: 1,
    principal: { id: "cust-1", verified: true },
    request: [{ role: "user", text: fixture.asked }],
    response: [{ role: "assistant", text }],
    usage: { inputTokens: 1, outputTokens: 1, reported: false },
    transport: { attempts: 1, bytesSent: 1, bytesReceived: 1, streamed: false },
    ...(fixture.cut === undefined ? {} : { cut: fixture.cut }),
  }));
  const effects: Effect[] = fixture.effects.map((effect) => ({ ...effect, at }));
  const { canary } = fixture;
  return { case: "fixture", repeat: 0, attempt: 1, seed: 1, canary, startedAt: at, exchanges, effects };
}

function caseOf(oracle: Oracle, { params, asked }: Fixture): Case {
  return {
    id: "fixture",
    check: "fixture/fixture",
    arm: "attack",
    intent: "fixture",
    technique: "none",
    surface: "user-turn",
    phrasing: "1",
    severity: "low",
    plants: [],
    turns: [asked],
    oracle: { id: oracle.id, params },
  };
}
