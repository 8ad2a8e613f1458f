import { decodeJwt, jwtVerify, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions } from "jose";
import type { Clock, JsonValue } from "../../../contracts/index.ts";
import { BartizanError } from "../../../errors/index.ts";
import { usableName } from "../claimed.ts";
import type { TokenIssuer } from "../settings.ts";

/** Whom a token speaks of. */
export interface TokenSubject {
  readonly issuer: string;
  readonly principal: string;
  readonly team?: string;
  readonly roles: readonly string[];
  readonly session?: string;
}

export type VerifiedToken =
  | { readonly ok: true; readonly subject: TokenSubject }
  /** `reason` is for the record. `unavailable`: it could not be checked. */
  | { readonly ok: false; readonly reason: string; readonly unavailable: boolean };

export type TokenVerifier = (token: string) => Promise<VerifiedToken>;

const MAX_ROLES = 100;

/** Whether a text has the form of a signed token: three parts of base64url. */
export function looksLikeToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]*$/.test(text);
}

/**
 * Checks signed tokens (JWT, RFC 7519; best practice of RFC 8725): issuer, audience, algorithms and keys
 * are the ones of the configuration, an expiry is required, and nothing of the token is believed before its
 * signature is.
 *
 * @param keysOf the keys of an issuer
 */
export function tokenVerifier(
  issuers: readonly TokenIssuer[],
  keysOf: (issuer: TokenIssuer) => JWTVerifyGetKey,
  clock: Pick<Clock, "now">,
): TokenVerifier {
  const known = issuers.map((issuer) => ({ issuer, keys: keysOf(issuer) }));
  return async (token) => {
    const claimed = claimedIssuer(token);
    let reason = "no issuer of ours";
    // One issuer may be there twice, for two audiences.
    for (const { issuer, keys } of known) {
      if (issuer.issuer !== claimed) continue;
      try {
        const { payload } = await jwtVerify(token, keys, requirements(issuer, clock.now()));
        const subject = subjectOf(payload, issuer);
        if (subject !== undefined) return { ok: true, subject };
        reason = `no usable claim ${issuer.claims.principal}`;
      } catch (error) {
        if (error instanceof BartizanError) return { ok: false, reason: error.message, unavailable: true };
        reason = error instanceof Error ? error.message : "not valid";
      }
    }
    return { ok: false, reason, unavailable: false };
  };
}

/** Read without belief: only to know whose keys to check with. */
function claimedIssuer(token: string): unknown {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

function requirements(issuer: TokenIssuer, now: number): JWTVerifyOptions {
  return {
    issuer: issuer.issuer,
    audience: [...issuer.audience],
    algorithms: [...issuer.algorithms],
    clockTolerance: issuer.clockSkewSeconds,
    requiredClaims: ["exp", issuer.claims.principal],
    currentDate: new Date(now),
    ...(issuer.type === undefined ? {} : { typ: issuer.type }),
    ...(issuer.maxAgeSeconds === undefined ? {} : { maxTokenAge: issuer.maxAgeSeconds }),
  };
}

function subjectOf(payload: JWTPayload, issuer: TokenIssuer): TokenSubject | undefined {
  const claim = (name: string | undefined): JsonValue | undefined =>
    name !== undefined && Object.hasOwn(payload, name)
      ? // Safe: a payload is parsed JSON.
        (payload[name] as JsonValue)
      : undefined;
  const principal = usableName(claim(issuer.claims.principal));
  if (principal === undefined) return undefined;
  const team = usableName(claim(issuer.claims.team));
  const session = usableName(claim(issuer.claims.session));
  return {
    issuer: issuer.id,
    principal: `${issuer.prefix ?? `${issuer.id}:`}${principal}`,
    roles: rolesOf(claim(issuer.claims.roles)),
    ...(team === undefined ? {} : { team }),
    ...(session === undefined ? {} : { session }),
  };
}

function rolesOf(value: JsonValue | undefined): readonly string[] {
  const words = typeof value === "string" ? value.split(" ", MAX_ROLES) : Array.isArray(value) ? value : [];
  return words.slice(0, MAX_ROLES).flatMap((word: JsonValue) => usableName(word) ?? []);
}
