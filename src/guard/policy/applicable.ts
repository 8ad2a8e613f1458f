import type { GuardedExchange, UsageBudget } from "../../contracts/index.ts";
import { globOf } from "../../formats/index.ts";
import { beginningOf, endOf } from "../document/moment.ts";
import type { Policy } from "../document/policy.ts";
import type { BudgetDocument } from "../document/policy-schema.ts";
import { compileRule, type CompiledRule } from "./compiled-rule.ts";
import { asksForPrincipal, subjectMatcher } from "./subject.ts";

/** An exception that fits an exchange; whether it holds now is for the clock to say. */
export interface Exempting {
  readonly id: string;
  readonly approver: string;
  readonly until: string;
  readonly from: number;
  readonly to: number;
}

export interface ApplicableRule {
  readonly rule: CompiledRule;
  readonly exempting: readonly Exempting[];
}

/** The part of a policy that is about one exchange. */
export interface Applicable {
  readonly bySignals: readonly ApplicableRule[];
  readonly byParts: readonly ApplicableRule[];
  readonly byExchange: readonly ApplicableRule[];
  readonly budgets: readonly UsageBudget[];
}

const mostRemembered = 4096;
const longestKey = 1000;

/**
 * Compiles which rules, exceptions and budgets apply to whom. A rule that some attachment names applies only
 * where one of those attachments does; a rule that none names applies everywhere. Pure but for what it
 * remembers: the answer for an exchange is kept by route, team, key, model, tags and data classes, and by
 * principal only where the policy asks for principals.
 */
export function compileApplicability(policy: Policy): (exchange: GuardedExchange) => Applicable {
  const attached = policy.attachments.map((attachment) => {
    const sets = (attachment.ruleSets ?? []).flatMap((set) => policy.ruleSets.get(set) ?? []);
    return { names: globOf([...(attachment.rules ?? []), ...sets]), fits: subjectMatcher(attachment.to) };
  });
  const exceptions = policy.exceptions.map((exception) => ({
    names: globOf([exception.rule]),
    fits: subjectMatcher(exception.for, true),
    exempting: {
      id: exception.id,
      approver: exception.approver,
      until: exception.until,
      from: beginningOf(exception.from),
      to: endOf(exception.until),
    },
  }));
  const rules = policy.rules.map((document) => ({
    rule: compileRule(document),
    places: attached.filter(({ names }) => names(document.id)).map(({ fits }) => fits),
    exceptions: exceptions.filter(({ names }) => names(document.id)),
  }));
  const budgets = policy.budgets.map((budget) => ({
    budget: asBudget(budget),
    fits: subjectMatcher(budget.for),
  }));
  const byPrincipal = [
    ...policy.rules.flatMap(({ when }) => [when.subject, when.unless]),
    ...policy.attachments.map(({ to }) => to),
    ...policy.exceptions.map((exception) => exception.for),
    ...policy.budgets.map((budget) => budget.for),
  ].some(asksForPrincipal);

  const compute = (exchange: GuardedExchange): Applicable => {
    const here = rules
      .filter(
        ({ rule, places }) =>
          (places.length === 0 || places.some((fits) => fits(exchange))) && rule.appliesTo(exchange),
      )
      .map(({ rule, exceptions }): ApplicableRule => ({
        rule,
        exempting: exceptions.filter(({ fits }) => fits(exchange)).map(({ exempting }) => exempting),
      }));
    const of = (kind: CompiledRule["looksFor"]): ApplicableRule[] =>
      here.filter(({ rule }) => rule.looksFor === kind);
    return {
      bySignals: of("signals"),
      byParts: of("parts"),
      byExchange: of("exchange"),
      budgets: budgets.filter(({ fits }) => fits(exchange)).map(({ budget }) => budget),
    };
  };

  const remembered = new Map<string, Applicable>();
  return (exchange) => {
    const { route, team, model, virtualKey, tags, dataClasses, principal } = exchange;
    const who = byPrincipal ? [principal.id, principal.role, principal.verified] : [];
    const key = JSON.stringify([route, team, model, virtualKey, tags, dataClasses, ...who]);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const fresh = compute(exchange);
    // Models and names come from clients: what is remembered must be bounded in number and in size.
    if (key.length > longestKey) return fresh;
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(key, fresh);
    return fresh;
  };
}

function asBudget({ id, per, requests, tokens, cost, concurrent }: BudgetDocument): UsageBudget {
  return {
    id,
    per,
    ...(requests === undefined ? {} : { requests }),
    ...(tokens === undefined ? {} : { tokens }),
    ...(cost === undefined ? {} : { cost }),
    ...(concurrent === undefined ? {} : { concurrent }),
  };
}
