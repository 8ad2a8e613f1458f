import type { Clock, JsonValue, Principal } from "../../contracts/index.ts";
import { readBoundedSync } from "../../formats/index.ts";
import type { KeyRing, VirtualKey } from "../limits/index.ts";
import { problem, type Problem } from "../problems/index.ts";
import { clientAddress, trustedProxies } from "./address.ts";
import { fromBody, fromHeaders, usableName } from "./claimed.ts";
import { credentialOf, type WireHeaders } from "./credential.ts";
import type { IdentitySettings, TokenIssuer } from "./settings.ts";
import { keySet } from "./tokens/key-set.ts";
import { remoteKeys, type FetchKeys } from "./tokens/remote-keys.ts";
import { looksLikeToken, tokenVerifier, type TokenSubject } from "./tokens/token-verifier.ts";

/** As much of a request as is needed to tell who it is from. */
export interface WireCaller {
  readonly headers: WireHeaders;
  /** Network address of the peer. */
  readonly address: string;
  /** Subject of the client certificate, where the TLS layer has verified it. */
  readonly certificateSubject?: string;
}

export type IdentityMethod = "virtual-key" | "token" | "certificate" | "none";

/** Who calls. `principal.verified` says whether that is proven; only then may state be kept by its name. */
export interface CallerIdentity {
  readonly principal: Principal;
  readonly method: IdentityMethod;
  /** Digest prefix of the virtual key. */
  readonly virtualKey?: string;
  /** The id of the virtual key in the configuration. */
  readonly keyId?: string;
  readonly team?: string;
  readonly tags: readonly string[];
  readonly roles: readonly string[];
  readonly models?: readonly string[];
  readonly routes?: readonly string[];
  /** The user whom the caller names and nobody has proven. */
  readonly claimed?: string;
  readonly session?: string;
  /** The client's address behind our own proxies; never trusted as an identity. */
  readonly address: string;
  /** The user whom it names is taken as verified. */
  readonly vouches: boolean;
}

export type IdentifiedCaller =
  | { readonly ok: true; readonly identity: CallerIdentity }
  /** `problem` is told to the client and says nothing; `reason` is for the record. */
  | {
      readonly ok: false;
      readonly problem: Problem;
      readonly reason: string;
      readonly headers: Readonly<Record<string, string>>;
    };

export interface IdentityOptions {
  readonly settings: IdentitySettings;
  readonly keys: KeyRing;
  readonly clock: Pick<Clock, "now">;
  readonly fetch: FetchKeys;
  /** Reads a key set; by default from disk, at most 512 KiB. */
  readonly readFile?: (path: string) => Uint8Array;
}

export interface IdentityCheck {
  identify(caller: WireCaller): Promise<IdentifiedCaller>;
  /** Adds what only the body says: the user it names, and its session. Headers go before it. */
  withBody(identity: CallerIdentity, body: JsonValue): CallerIdentity;
}

type Known = Omit<CallerIdentity, "claimed" | "session" | "address">;
type Checked =
  | { readonly ok: true; readonly known: Known; readonly session?: string }
  | { readonly ok: false; readonly reason: string; readonly unavailable?: boolean };

/**
 * Tells who calls: a virtual key, a signed token, a client certificate, or nobody. Whatever is wrong with a
 * credential, the answer is the same, so that nobody learns which keys exist.
 *
 * @throws IDENTITY_BAD_KEY_SET, FORMATS_* when a key set's file cannot be used
 * @example
 * const check = createIdentityCheck({ settings, keys, clock, fetch });
 * const caller = await check.identify({ headers, address });
 */
export function createIdentityCheck(options: IdentityOptions): IdentityCheck {
  const { settings, keys, clock } = options;
  const trusted = trustedProxies(settings.trustedProxies);
  const verify = tokenVerifier(settings.tokens, (issuer) => keysOf(issuer, options), clock);

  async function check(caller: WireCaller): Promise<Checked> {
    const credential = credentialOf(caller.headers, settings.credentialHeaders);
    if (credential.kind === "unreadable")
      return { ok: false, reason: "a credential of another form, or several" };
    if (credential.kind === "secret")
      return settings.tokens.length > 0 && looksLikeToken(credential.text)
        ? byToken(credential.text)
        : byKey(credential.text);
    const subject = settings.clientCertificates ? usableName(caller.certificateSubject) : undefined;
    if (subject !== undefined)
      return { ok: true, known: { ...nobody, ...verified(subject), method: "certificate" } };
    return settings.anonymous ? { ok: true, known: nobody } : { ok: false, reason: "no credential" };
  }

  function byKey(text: string): Checked {
    const found = keys.find(text);
    if (found.ok) return { ok: true, known: knownByKey(found.key) };
    return {
      ok: false,
      reason: found.key === undefined ? "unknown key" : `key ${found.key.id} is ${found.why}`,
    };
  }

  async function byToken(text: string): Promise<Checked> {
    const token = await verify(text);
    if (!token.ok) return { ok: false, reason: `token: ${token.reason}`, unavailable: token.unavailable };
    const { session } = token.subject;
    const known = knownByToken(token.subject);
    return session === undefined ? { ok: true, known } : { ok: true, known, session };
  }

  return {
    async identify(caller) {
      const checked = await check(caller);
      if (!checked.ok) return refused(checked.reason, checked.unavailable === true);
      const claimed = fromHeaders(caller.headers, settings.claimed.headers);
      // What a token says is proven; a header is not.
      const session = checked.session ?? fromHeaders(caller.headers, settings.session.headers);
      const address = clientAddress(caller.address, caller.headers["x-forwarded-for"], trusted);
      return { ok: true, identity: complete({ ...checked.known, address }, claimed, session) };
    },
    withBody: (identity, body) =>
      complete(
        identity,
        identity.claimed === undefined ? fromBody(body, settings.claimed.body) : undefined,
        identity.session === undefined ? fromBody(body, settings.session.body) : undefined,
      ),
  };
}

const nobody: Known = {
  principal: { id: "anonymous", verified: false },
  method: "none",
  tags: [],
  roles: [],
  vouches: false,
};

const verified = (id: string, role?: string): { readonly principal: Principal } => ({
  principal: role === undefined ? { id, verified: true } : { id, role, verified: true },
});

function knownByKey(key: VirtualKey): Known {
  return {
    ...verified(key.principal, key.role),
    method: "virtual-key",
    virtualKey: key.digest,
    keyId: key.id,
    tags: key.tags,
    roles: key.role === undefined ? [] : [key.role],
    vouches: key.vouchesForUsers,
    ...(key.team === undefined ? {} : { team: key.team }),
    ...(key.models === undefined ? {} : { models: key.models }),
    ...(key.routes === undefined ? {} : { routes: key.routes }),
  };
}

function knownByToken({ principal, roles, team }: TokenSubject): Known {
  return {
    ...verified(principal, roles[0]),
    method: "token",
    tags: [],
    roles,
    vouches: false,
    ...(team === undefined ? {} : { team }),
  };
}

/** Adds a claimed user and a session: nobody is called by the claim, a key that vouches speaks for its user. */
function complete(
  identity: Omit<CallerIdentity, "claimed" | "session"> & Partial<CallerIdentity>,
  claimed: string | undefined,
  session: string | undefined,
): CallerIdentity {
  const { principal } = identity;
  const named =
    claimed === undefined
      ? principal
      : identity.vouches
        ? { ...principal, id: `${principal.id}/${withoutSlash(claimed)}` }
        : principal.verified
          ? principal
          : { ...principal, id: claimed };
  return {
    ...identity,
    principal: named,
    ...(claimed === undefined ? {} : { claimed }),
    ...(session === undefined ? {} : { session }),
  };
}

/** A user's name must not reach into the name before it. */
const withoutSlash = (name: string): string => name.replaceAll("%", "%25").replaceAll("/", "%2F");

function refused(reason: string, unavailable: boolean): IdentifiedCaller {
  if (unavailable)
    return {
      ok: false,
      problem: problem("unavailable", "Credentials cannot be checked at the moment.", { retryAfter: 5 }),
      reason,
      headers: {},
    };
  return {
    ok: false,
    problem: problem("unauthenticated", "The credential is missing or not valid."),
    reason,
    headers: { "www-authenticate": "Bearer" },
  };
}

function keysOf(
  issuer: TokenIssuer,
  { readFile, fetch, clock }: IdentityOptions,
): ReturnType<typeof remoteKeys> {
  if ("url" in issuer.keys) return remoteKeys({ ...issuer.keys, fetch, clock });
  const read = readFile ?? ((path: string) => readBoundedSync(path, 512 * 1024));
  return keySet(read(issuer.keys.file), issuer.keys.file);
}
