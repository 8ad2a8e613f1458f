import type { GuardedExchange, GuardedRequest } from "../../contracts/index.ts";
import type { GatewayConfig } from "../config/index.ts";
import type { Dialect, RawRequest, ReadRequest, UninspectedKind } from "../dialects/dialect.ts";
import { problem, WireError } from "../problems/index.ts";
import type { Caller, GatewayPorts, Identity } from "../ports.ts";
import { type Route, routeFor } from "./routing.ts";

/** What all exchanges of a gateway share. */
export interface GatewayContext {
  readonly config: GatewayConfig;
  readonly ports: GatewayPorts;
  readonly routes: readonly Route[];
  readonly dialects: readonly Dialect[];
  readonly allowed: ReadonlySet<UninspectedKind>;
}

/** Who calls; a port that throws admits nobody. */
export async function identified(ports: GatewayPorts, caller: Caller): Promise<Identity> {
  let result;
  try {
    const answer = ports.identify(caller);
    result = answer instanceof Promise ? await answer : answer;
  } catch (cause) {
    throw new WireError(problem("unavailable", "Who is calling cannot be checked at present."), { cause });
  }
  if (!result.ok) {
    const { problem: told, reason, headers } = result;
    throw new WireError(told, {
      ...(reason === undefined ? {} : { reason }),
      ...(headers === undefined ? {} : { headers }),
    });
  }
  return result.identity;
}

const maxSession = 256;

/** What the guard is told of an exchange. */
export function guardedExchange(
  id: string,
  read: Pick<ReadRequest, "model" | "session" | "context">,
  about: {
    readonly identity: Identity;
    readonly caller: Caller;
    readonly route: Pick<Route, "id" | "config">;
    readonly ports: GatewayPorts;
  },
): GuardedExchange {
  const { identity, caller, route, ports } = about;
  const session = (identity.session ?? caller.headers["x-bartizan-session"] ?? read.session)?.slice(
    0,
    maxSession,
  );
  const exchange = {
    id,
    principal: identity.principal,
    ...(session === undefined ? {} : { session }),
    ...(identity.virtualKey === undefined ? {} : { virtualKey: identity.virtualKey }),
    ...(identity.team === undefined ? {} : { team: identity.team }),
    route: route.id,
    ...(read.model === undefined ? {} : { model: read.model }),
    tags: identity.tags === undefined ? route.config.tags : [...route.config.tags, ...identity.tags],
    dataClasses: route.config.dataClasses,
    address: identity.address ?? caller.address,
  };
  return { ...exchange, context: { ...read.context, canaries: ports.canaries?.(exchange) ?? [] } };
}

export interface Admitted {
  readonly read: ReadRequest;
  readonly route: Route;
  readonly guarded: GuardedRequest;
}

/**
 * Reads a request in its dialect and finds its route.
 *
 * @throws WireError when it cannot be understood or may not pass
 */
export function admit(
  context: GatewayContext,
  dialect: Dialect,
  about: {
    readonly id: string;
    readonly raw: RawRequest;
    readonly bytes: number;
    readonly identity: Identity;
    readonly caller: Caller;
  },
): Admitted {
  const { id, raw, bytes, identity, caller } = about;
  const read = dialect.readRequest(raw);
  const route = routeFor(context.routes, dialect, read.model, identity);
  const exchange = guardedExchange(id, read, { identity, caller, route, ports: context.ports });
  const { parts, tools, features } = read;
  return {
    read,
    route,
    guarded: { exchange, parts, tools, bytes, ...(features === undefined ? {} : { features }) },
  };
}
