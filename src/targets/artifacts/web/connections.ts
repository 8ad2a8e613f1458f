import { isIP } from "node:net";
import type { LookupFunction } from "node:net";
import type { Dispatcher } from "undici";
import { proxiesOf } from "../../transport/dispatcher.ts";
import { locationErrors } from "../errors.ts";
import type { LocationDeps, LocationLimits, LocationSettings } from "../location.ts";
import { refuseOtherHosts } from "./allowed-hosts.ts";
import { machineNetwork, type Network, type Reach } from "./network.ts";

/** The ways out: one for the place that the user named, one for everywhere that answers lead to. */
export interface Connections {
  /** Throws LOCATION_REFUSED where an answer may not lead there. */
  towards(url: URL): Promise<Dispatcher>;
  dispose(): Promise<void>;
}

/**
 * The place that was named may be anywhere. Where its answers lead must be public, unless the place named is
 * itself private; link-local addresses are never led to. The address that was checked is the one connected to:
 * the check happens while connecting, so no second answer of a name server gets round it.
 */
export function connectionsFrom(
  home: URL,
  settings: LocationSettings,
  deps: LocationDeps,
  limits: LocationLimits,
): Connections {
  const network: Network = { ...machineNetwork, ...deps.network };
  const proxies = settings.proxy === "environment" ? proxiesOf(deps.env) : {};
  const agent = async (check: (address: string) => void): Promise<Dispatcher> => {
    // Only here: a scan of files connects to nothing.
    const { Agent, EnvHttpProxyAgent } = await import("undici");
    const checked = async (name: string): Promise<readonly string[]> => {
      const addresses = await network.resolve(name);
      for (const address of addresses) check(address);
      return addresses;
    };
    const lookup: LookupFunction = (name, options, done) => {
      const tell = (addresses: readonly string[]): void => {
        const all = addresses.map((address) => ({ address, family: isIP(address) }));
        const [first] = all;
        if (options.all === true) done(null, all);
        else if (first === undefined) done(new Error("ENOTFOUND"), "");
        else done(null, first.address, first.family);
      };
      void checked(name).then(tell, failWith(done));
    };
    const options = {
      allowH2: false,
      pipelining: 1,
      connections: 4,
      connectTimeout: limits.silenceMs,
      headersTimeout: limits.silenceMs,
      bodyTimeout: limits.silenceMs,
      maxHeaderSize: 64 * 1024,
      connect: {
        lookup,
        timeout: limits.silenceMs,
        ...(deps.ca === undefined ? {} : { ca: deps.ca }),
      },
    };
    if (settings.proxy !== "environment") return new Agent(options);
    // Empty strings, for what is left out would be read from the process's own environment.
    return new EnvHttpProxyAgent({
      ...options,
      ...(deps.ca === undefined ? {} : { requestTls: { ca: deps.ca } }),
      httpProxy: proxies.httpProxy ?? "",
      httpsProxy: proxies.httpsProxy ?? "",
      noProxy: proxies.noProxy ?? "",
    });
  };
  let free: Promise<Dispatcher> | undefined;
  let homeReach: Promise<Reach> | undefined;
  let guarded: Promise<Dispatcher> | undefined;

  const reachOfHome = async (): Promise<Reach> => {
    const name = bareHost(home);
    // A name that does not resolve here stands behind a proxy: nothing is known of it, so it opens nothing.
    const addresses = isIP(name) === 0 ? await network.resolve(name).catch(() => []) : [name];
    const reaches = addresses.map((address) => network.reachOf(address));
    return reaches.length > 0 && reaches.every((reach) => reach !== "public") ? "private" : "public";
  };

  return {
    async towards(url) {
      refuseOtherHosts(url, settings.hosts);
      if (url.origin === home.origin) return (free ??= agent(() => undefined));
      homeReach ??= reachOfHome();
      const from = await homeReach;
      const check = (address: string): void => {
        const reach = network.reachOf(address);
        if (reach === "link-local" || (reach === "private" && from === "public"))
          throw locationErrors.refused(
            `${home.host} leads to ${url.host}, which is a ${reach === "private" ? "private" : "link-local"} address.`,
            { at: home.origin },
          );
      };
      const name = bareHost(url);
      // An address that stands in the URL is looked up by nobody.
      if (isIP(name) !== 0) check(name);
      guarded ??= agent(check);
      return guarded;
    },
    async dispose() {
      await Promise.all([free, guarded].map(async (dispatcher) => (await dispatcher)?.destroy()));
    },
  };
}

const bareHost = ({ hostname }: URL): string => (hostname.startsWith("[") ? hostname.slice(1, -1) : hostname);

const failWith =
  (done: Parameters<LookupFunction>[2]) =>
  (cause: Error): void =>
    done(cause, []);
