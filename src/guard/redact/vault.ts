import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { GuardedExchange, StateStore } from "../../contracts/index.ts";

/** What is to be tokenised: the value, and the word its token carries. */
export interface Secretive {
  readonly label: string;
  readonly value: string;
}

/** The tokens of one session of one principal. */
export interface VaultSession {
  /** Whether the tokens outlive the exchange: only for a verified principal with a session. */
  readonly kept: boolean;
  /** Token → value, as far as known now. */
  readonly values: ReadonlyMap<string, string>;
  /** Value → token. A value that finds no room (500 a session, 512 characters each) is left out. */
  tokenise(wanted: readonly Secretive[]): Promise<ReadonlyMap<string, string>>;
}

export interface Vault {
  /**
   * The session an exchange belongs to. What one principal stored in one session can be read by nobody else:
   * the key of the cipher and the place in the store are both derived from principal and session.
   */
  open(exchange: GuardedExchange): Promise<VaultSession>;
}

export interface VaultOptions {
  readonly key: Uint8Array;
  readonly state: Pick<StateStore, "update">;
  /** How long tokens can be turned back after their last use; a day unless told. */
  readonly ttlSeconds?: number;
  /** Initialisation vectors, 12 bytes each; from the system unless told. */
  readonly random?: (bytes: number) => Uint8Array;
}

/** In the store: for each token the keyed digest of its value, and the value under AES-256-GCM (RFC 5116). */
type Kept = { readonly [token: string]: readonly [digest: string, sealed: string] };

const mostTokens = 500;
const longestValue = 512;

export function createVault(options: VaultOptions): Vault {
  const { state, ttlSeconds = 86_400 } = options;
  const random = options.random ?? ((bytes) => randomBytes(bytes));
  return {
    async open(exchange) {
      const { principal, session } = exchange;
      if (!principal.verified || session === undefined) return passing();
      const binding = JSON.stringify([principal.id, session]);
      const key = derive(options.key, `bartizan vault seal ${binding}`);
      const digestKey = derive(options.key, `bartizan vault digest ${binding}`);
      const place = `vault:${derive(options.key, `bartizan vault place ${binding}`).toString("hex").slice(0, 40)}`;
      const stored = await state.update<Kept, Kept>(place, ttlSeconds, (kept = {}) => [kept, kept]);
      const values = unseal(stored, key);
      return {
        kept: true,
        values,
        async tokenise(wanted) {
          const fresh = distinct(wanted).map(({ label, value }) => ({
            label,
            value,
            digest: createHmac("sha256", digestKey).update(value).digest("base64url").slice(0, 22),
            sealed: seal(value, key, random(12)),
          }));
          const tokens = await state.update<Kept, ReadonlyMap<string, string>>(
            place,
            ttlSeconds,
            (kept = {}) => assign(kept, fresh),
          );
          for (const [value, token] of tokens) values.set(token, value);
          return tokens;
        },
      };
    },
  };
}

/** For claimed identities and exchanges without a session: tokens that end with the exchange. */
function passing(): VaultSession {
  const values = new Map<string, string>();
  let kept: Kept = {};
  return {
    kept: false,
    values,
    tokenise: async (wanted) => {
      const fresh = distinct(wanted).map((one) => ({ ...one, digest: one.value, sealed: "" }));
      const [after, tokens] = assign(kept, fresh);
      kept = after;
      for (const [value, token] of tokens) values.set(token, value);
      return tokens;
    },
  };
}

function distinct(wanted: readonly Secretive[]): Secretive[] {
  const byValue = new Map(wanted.map((one) => [one.value, one]));
  return [...byValue.values()].filter(({ value }) => value.length <= longestValue);
}

/** Gives each value its token: the one it has, or the next number of its label. May run more than once. */
function assign(
  kept: Kept,
  wanted: readonly {
    readonly label: string;
    readonly value: string;
    readonly digest: string;
    readonly sealed: string;
  }[],
): readonly [Kept, ReadonlyMap<string, string>] {
  const known = new Map(Object.entries(kept).map(([token, [digest]]) => [digest, token]));
  const added: Record<string, readonly [string, string]> = {};
  const tokens = new Map<string, string>();
  let count = Object.keys(kept).length;
  for (const { label, value, digest, sealed } of wanted) {
    let token = known.get(digest);
    if (token === undefined && count < mostTokens) {
      // One count for all labels: a token stays unambiguous when a model changes its word.
      count += 1;
      token = `${label}_${count}`;
      known.set(digest, token);
      added[token] = [digest, sealed];
    }
    if (token !== undefined) tokens.set(value, `[[${token}]]`);
  }
  return [{ ...kept, ...added }, tokens];
}

const derive = (key: Uint8Array, info: string): Buffer =>
  Buffer.from(hkdfSync("sha256", key, "bartizan", createHmac("sha256", "info").update(info).digest(), 32));

function seal(value: string, key: Uint8Array, iv: Uint8Array): string {
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const sealed = Buffer.concat([cipher.update(value, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64");
}

/** Tokens that do not open (another key, a damaged store) stay tokens. */
function unseal(kept: Kept, key: Uint8Array): Map<string, string> {
  const values = new Map<string, string>();
  for (const [token, [, sealed]] of Object.entries(kept)) {
    const bytes = Buffer.from(sealed, "base64");
    try {
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12), { authTagLength: 16 });
      decipher.setAuthTag(bytes.subarray(12, 28));
      const value = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
      values.set(`[[${token}]]`, value);
    } catch {
      continue;
    }
  }
  return values;
}
