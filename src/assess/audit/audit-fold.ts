import type { LedgerEntry } from "../engine/index.ts";
import type { AuditPlan } from "./plan.ts";
import { readAuditFact, type AuditEnd, type AuditFact, type ExaminedUnit } from "./records.ts";

/** What the ledger says of one check on one model. A run in progress, a resumed one and a report fold alike. */
export class AuditFold {
  readonly plan: AuditPlan;
  readonly #units: ReadonlySet<string>;
  readonly #records = new Map<string, ExaminedUnit>();
  readonly #begun = new Map<string, number>();
  #queries = 0;
  #model: string | undefined;
  #end: AuditEnd | undefined;
  #changed: { readonly was: string; readonly is: string } | undefined;

  constructor(plan: AuditPlan) {
    this.plan = plan;
    this.#units = new Set(plan.plan.units);
  }

  /** Takes one ledger entry, of whatever type. */
  take(entry: Pick<LedgerEntry, "type" | "body" | "seq">): void {
    const fact = readAuditFact(entry, this.plan.check, this.plan.facts.target);
    if (fact !== undefined) this.add(fact);
  }

  add(fact: AuditFact): void {
    if (fact.kind === "identified") {
      this.#model ??= fact.model;
      return;
    }
    if (fact.kind === "ended") {
      this.#end = fact.end;
      return;
    }
    if (fact.kind === "changed") {
      this.#changed ??= { was: fact.was, is: fact.is };
      return;
    }
    const unit = fact.kind === "started" ? fact.unit : fact.record.unit;
    // What is to be examined is the plan's to say: a ledger may come from anyone.
    if (!this.#units.has(unit)) return;
    if (fact.kind === "started") {
      this.#begun.set(unit, (this.#begun.get(unit) ?? 0) + 1);
      return;
    }
    if (this.#records.has(unit)) return;
    this.#records.set(unit, fact.record);
    this.#begun.set(unit, Math.max(0, (this.#begun.get(unit) ?? 0) - 1));
    this.#queries += fact.record.queries;
  }

  /** In the order of the plan, whatever order they came in. */
  get records(): readonly ExaminedUnit[] {
    return this.plan.plan.units.flatMap((unit) => this.#records.get(unit) ?? []);
  }

  get left(): readonly string[] {
    return this.plan.plan.units.filter((unit) => !this.#records.has(unit));
  }

  /** Rows asked for. A unit that was begun and has no record counts with all it may have spent. */
  get queries(): number {
    let open = 0;
    for (const count of this.#begun.values()) open += count;
    return this.#queries + open * this.plan.plan.queriesPerUnit;
  }

  /** Name and version the model gave at the first look. */
  get model(): string | undefined {
    return this.#model;
  }

  /** How it ended last; `finished` where it was decided, also because the model had changed. */
  get end(): AuditEnd | undefined {
    return this.#end;
  }

  /** Requests the run had sent when the last unit was recorded. */
  get requests(): number {
    let most = 0;
    for (const { requests } of this.#records.values()) most = Math.max(most, requests);
    return most;
  }

  get changed(): { readonly was: string; readonly is: string } | undefined {
    return this.#changed;
  }
}
