import type { GatewayConfig, RouteConfig } from "../config/index.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { Identity } from "../ports.ts";
import { allowsName } from "../limits/index.ts";
import { problem, WireError } from "../problems/index.ts";
import type { Upstream } from "../upstream/index.ts";

/** A route with the servers behind it. */
export interface Route {
  readonly id: string;
  readonly config: RouteConfig;
  readonly mode: "inline" | "mirror";
  readonly upstreams: readonly Upstream[];
}

export function routesOf(config: GatewayConfig, upstreams: readonly Upstream[]): readonly Route[] {
  const byId = new Map(upstreams.map((upstream) => [upstream.config.id, upstream]));
  const all: RouteConfig = { id: "default", upstreams: [...byId.keys()], tags: [], dataClasses: [] };
  return (config.routes.length === 0 ? [all] : config.routes).map((route) => ({
    id: route.id,
    config: route,
    mode: route.mode ?? config.mode,
    upstreams: route.upstreams.flatMap((id) => byId.get(id) ?? []),
  }));
}

/**
 * The route of a request, with the upstreams that speak its protocol.
 *
 * @throws WireError when the caller may not go there, or nothing is there
 */
export function routeFor(
  routes: readonly Route[],
  dialect: Dialect,
  model: string | undefined,
  identity: Identity,
): Route {
  if (model !== undefined && identity.models !== undefined && !allowsName(identity.models, model)) {
    throw new WireError(problem("forbidden", "This key may not use this model.", { at: "/model" }));
  }
  const fits = routes.find(
    ({ config }) =>
      (config.dialects?.includes(dialect.id) ?? true) &&
      (config.models === undefined || (model !== undefined && allowsName(config.models, model))),
  );
  const upstreams = fits?.upstreams.filter(({ config }) => config.kind === dialect.upstream) ?? [];
  if (fits === undefined || upstreams.length === 0) {
    throw new WireError(problem("not-found", "No route leads to an upstream for this request."));
  }
  if (identity.routes !== undefined && !allowsName(identity.routes, fits.id)) {
    throw new WireError(problem("forbidden", "This key may not use this route."));
  }
  return upstreams.length === fits.upstreams.length ? fits : { ...fits, upstreams };
}
