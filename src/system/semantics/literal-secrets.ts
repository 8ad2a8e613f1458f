import type { JsonValue } from "../../contracts/index.ts";
import type { BartizanError } from "../../errors/index.ts";
import type { Path, PlacedDocument } from "../../formats/index.ts";
import { systemErrors } from "../errors.ts";

/** Fields that hold secrets, whatever their spelling: `api_key`, `X-Api-Key`, `clientSecret`. */
const SECRET_FIELDS = new Set([
  "accesskey",
  "accesstoken",
  "apikey",
  "apitoken",
  "authkey",
  "authorization",
  "authtoken",
  "bearer",
  "clientsecret",
  "cookie",
  "credential",
  "credentials",
  "passphrase",
  "passwd",
  "password",
  "privatekey",
  "proxyauthorization",
  "refreshtoken",
  "secret",
  "secretkey",
  "setcookie",
  "token",
  "xapikey",
  "xauthtoken",
]);

/** Forms that well-known issuers give their secrets. Anchored and bounded: linear on hostile text. */
const ISSUED = [
  /\bsk-[A-Za-z0-9_-]{16,200}/,
  /\b(?:sk|rk|pk)_live_[A-Za-z0-9]{16,200}/,
  /\bgh[pousr]_[A-Za-z0-9]{30,255}/,
  /\bgithub_pat_[A-Za-z0-9_]{30,255}/,
  /\bglpat-[A-Za-z0-9_-]{20,100}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,200}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bAIza[0-9A-Za-z_-]{35}/,
  /\bhf_[A-Za-z0-9]{30,100}/,
  /\beyJ[A-Za-z0-9_-]{10,500}\.eyJ[A-Za-z0-9_-]{10,500}\./,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/,
];

/**
 * Finds secrets written into the manifest: a field of a target that is named like a secret and does not
 * refer to one, and anywhere a text in the form of an issued key. The value is never repeated.
 */
export function literalSecretProblems(document: PlacedDocument): BartizanError[] {
  const problems: BartizanError[] = [];
  visit(document.value, [], (path, text) => {
    if (isLiteral(path, text))
      problems.push(
        systemErrors.literalSecret(
          "This looks like a secret, not like a reference to one.",
          document.place(path),
        ),
      );
  });
  return problems;
}

function isLiteral(path: Path, text: string): boolean {
  if (ISSUED.some((form) => form.test(text))) return true;
  const field = path.at(-1);
  if ((path[0] !== "targets" && path[0] !== "artifacts") || typeof field !== "string") return false;
  if (!SECRET_FIELDS.has(field.toLowerCase().replaceAll(/[^a-z]/g, ""))) return false;
  return !/^(?:env:|file:)/.test(text) && !text.includes("{{");
}

function visit(value: JsonValue | undefined, path: Path, see: (path: Path, text: string) => void): void {
  if (typeof value === "string") see(path, value);
  else if (Array.isArray(value))
    for (const [i, item] of value.entries()) visit(item as JsonValue, [...path, i], see);
  else if (typeof value === "object" && value !== null)
    for (const [key, item] of Object.entries(value)) visit(item, [...path, key], see);
}
