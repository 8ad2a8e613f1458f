import { createHash } from "node:crypto";
import type { Principal, Surface } from "../../../src/contracts/index.ts";
import type { Bank } from "../bank/bank.ts";
import { openLedger, type Ledger } from "../bank/ledger.ts";
import { latestIncoming, openingBank } from "../bank/opening.ts";
import type { Decision } from "../follow/decide.ts";

export type PlantSurface = Exclude<Surface, "user-turn" | "history">;

export interface TraceEntry extends Decision {
  readonly surface: Surface;
  readonly wishes: readonly string[];
  /** The defence that stopped it, before the draw mattered. */
  readonly stoppedBy?: string;
}

/** Everything one conversation owns. Two sessions share nothing. */
export interface BotSession {
  principal: Principal;
  readonly bank: Bank;
  readonly ledger: Ledger;
  readonly memory: string[];
  readonly plants: { readonly surface: PlantSurface; readonly text: string }[];
  /** Digests of what was really said here, so that forged history can be told from true. */
  readonly said: Set<string>;
  readonly trace: TraceEntry[];
}

/** Planted texts and turns remembered per session; more is refused or forgotten. */
const mostPlants = 8;
const mostRemembered = 500;

export function openSession(principal: Principal, now: () => number): BotSession {
  const session: BotSession = {
    principal,
    bank: openingBank(),
    ledger: openLedger(() => session.principal, now),
    memory: [],
    plants: [],
    said: new Set(),
    trace: [],
  };
  return session;
}

/** Puts text where Mira reads it. False when the session holds too much already. */
export function plant(session: BotSession, surface: PlantSurface, text: string): boolean {
  if (session.plants.length >= mostPlants) return false;
  if (surface === "memory") session.memory.push(text);
  if (surface === "tool-result") {
    const incoming = session.bank.transactions.get(latestIncoming);
    if (incoming) incoming.reference = text;
  }
  session.plants.push({ surface, text });
  return true;
}

const digest = (text: string): string => createHash("sha256").update(text).digest("base64");

export const wasSaid = (session: BotSession, text: string): boolean => session.said.has(digest(text));

export function noteSaid(session: BotSession, text: string): void {
  if (session.said.size >= mostRemembered) session.said.clear();
  session.said.add(digest(text));
}

export function noteTrace(session: BotSession, entry: TraceEntry): void {
  if (session.trace.length >= mostRemembered) session.trace.shift();
  session.trace.push(entry);
}
