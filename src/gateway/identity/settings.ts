import { isIP } from "node:net";
import { z } from "zod";

const id = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, "small letters, digits, `.`, `_`, `-`");
const headerName = z.string().regex(/^[a-z0-9-]{1,100}$/, "a header name in small letters, digits and `-`");
const claim = z.string().min(1).max(200);
const pointer = z
  .string()
  .max(500)
  .regex(/^(?:\/(?:[^~/]|~[01])*)+$/, "a JSON pointer, such as `/metadata/session_id`");

/** Signatures by a private key only. With a shared secret among them, a public key could be passed off as one. */
export const tokenAlgorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
] as const;

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const keySetUrl = z.string().refine((text) => {
  const url = URL.parse(text);
  if (url === null || url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && loopback.test(url.hostname));
}, "an https:// address without credentials (http:// on this machine only)");

/** One issuer of signed tokens (JWT, RFC 7519). */
export const tokenIssuerSchema = z.strictObject({
  id,
  /** `iss`, to the letter. */
  issuer: z.string().min(1).max(1_000),
  /** One of them must be in `aud`. */
  audience: z.array(z.string().min(1).max(1_000)).min(1).max(50),
  algorithms: z.array(z.enum(tokenAlgorithms)).min(1),
  /** Where its public keys are (JWK set, RFC 7517). */
  keys: z.union([
    z.strictObject({ file: z.string().min(1).max(4_096) }),
    z.strictObject({
      url: keySetUrl,
      timeoutMs: z.int().min(10).max(60_000).default(3_000),
      /** After so long they are fetched anew, in the background. */
      freshSeconds: z.int().min(1).max(86_400).default(600),
      /** Not fetched more often than this, whatever tokens ask for. */
      cooldownSeconds: z.int().min(0).max(86_400).default(30),
      /** Not used any longer when they cannot be fetched. */
      staleSeconds: z.int().min(1).max(604_800).default(86_400),
    }),
  ]),
  /** `typ` of the header, such as `at+jwt`; absent: any. */
  type: z.string().min(1).max(100).optional(),
  clockSkewSeconds: z.int().min(0).max(300).default(30),
  /** Refused when issued longer ago, whatever `exp` says. */
  maxAgeSeconds: z.int().min(1).max(31_622_400).optional(),
  claims: z
    .strictObject({
      principal: claim.default("sub"),
      team: claim.optional(),
      /** A list of words, or one text of words with spaces between. */
      roles: claim.optional(),
      session: claim.optional(),
    })
    .prefault({}),
  /** Before the principal's name, so that nobody's subject is somebody else's key; by default `<id>:`. */
  prefix: z.string().max(100).optional(),
});
export type TokenIssuer = z.output<typeof tokenIssuerSchema>;

const network = z.string().refine((text) => {
  const [address = "", bits, ...more] = text.split("/");
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}, "an address or a network, such as `10.0.0.0/8`");

/** `gateway.identity`: who calls, and how far that is proven. */
export const identitySettingsSchema = z.strictObject({
  /** `true`: callers without any credential are let in. One that is wrong never counts as none. */
  anonymous: z.boolean().default(false),
  /** Where a credential is looked for. Another list leaves `authorization` to the upstream. */
  credentialHeaders: z.array(headerName).min(1).max(10).default(["authorization", "x-api-key", "api-key"]),
  tokens: z.array(tokenIssuerSchema).max(20).default([]),
  /** The verified subject of a client certificate is a principal: refused, as long as the gateway does not end TLS itself. */
  clientCertificates: z.boolean().default(false),
  /** Where a caller names its user. A claim: it has no memory of its own. */
  claimed: z
    .strictObject({
      headers: z.array(headerName).max(10).default(["x-user-id"]),
      body: z.array(pointer).max(10).default(["/user", "/metadata/user_id"]),
    })
    .prefault({}),
  session: z
    .strictObject({
      headers: z.array(headerName).max(10).default(["x-bartizan-session", "x-session-id"]),
      body: z.array(pointer).max(10).default(["/metadata/session_id"]),
    })
    .prefault({}),
  /** Whose `X-Forwarded-For` is believed. */
  trustedProxies: z.array(network).max(1_000).default([]),
});
export type IdentitySettings = z.output<typeof identitySettingsSchema>;
