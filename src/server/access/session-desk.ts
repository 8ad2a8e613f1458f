import type { Clock } from "../../contracts/index.ts";
import { serverErrors } from "../errors.ts";
import { attemptLimiter } from "./attempts.ts";
import type { PersonRole } from "../wire/wire.ts";
import type { Identity } from "./identity.ts";
import { mintSecret, readSecret, sameHash, type RandomBytes } from "./secret.ts";

/** A kept secret: its hash, whose it is, and until when. Times are milliseconds since the epoch. */
export interface KeptSecret {
  readonly hash: string;
  readonly person: string;
  readonly expiresAt?: number;
}

/** A person to be added, with the hash of the token they will use. */
export interface NewPerson {
  readonly id: string;
  readonly name: string;
  readonly role?: PersonRole;
  readonly systems: Readonly<Record<string, PersonRole>>;
  readonly token: KeptSecret & { readonly id: string };
}

/** What the desk needs of storage. */
export interface AccountBook {
  people(): Promise<readonly Identity[]>;
  addPerson(person: NewPerson): Promise<void>;
  /** Ends the person's tokens and sessions too. */
  removePerson(id: string): Promise<void>;
  token(id: string): Promise<KeptSecret | undefined>;
  session(id: string): Promise<KeptSecret | undefined>;
  openSession(id: string, session: KeptSecret & { readonly expiresAt: number }): Promise<void>;
  closeSession(id: string): Promise<void>;
  /** The person with the roles of this moment; `undefined` once the person is gone. */
  identity(person: string): Promise<Identity | undefined>;
}

export interface OpenedSession {
  readonly identity: Identity;
  /** The cookie's value. */
  readonly secret: string;
  readonly expiresAt: number;
}

/** Who is at the door. All refusals are SERVER_TOKEN_REFUSED or SERVER_TOO_MANY_ATTEMPTS. */
export interface SessionDesk {
  /** Exchanges an API token or a one-time code for a session. */
  signIn(secret: string, remote: string): Promise<OpenedSession>;
  signOut(cookie: string): Promise<void>;
  bySession(cookie: string): Promise<Identity | undefined>;
  /** Throws for a token that is refused, counting it as a failed attempt. */
  byToken(token: string, remote: string): Promise<Identity>;
  people(): Promise<readonly Identity[]>;
  /** Adds a person and mints a token, which is answered once and kept as a hash only. */
  addPerson(person: AddedPerson): Promise<{ readonly id: string; readonly token: string }>;
  /** False when there is no such person. */
  removePerson(id: string): Promise<boolean>;
  /** A code that opens one session for this person within 12 hours, for a link on the terminal. */
  oneTimeCode(person: string): string;
}

export type AddedPerson = Pick<NewPerson, "name" | "role" | "systems"> & { readonly expiresAt?: number };

const sessionMs = 12 * 3_600_000;
const codesKept = 64;

export function sessionDesk(deps: {
  readonly book: AccountBook;
  readonly clock: Clock;
  readonly random: RandomBytes;
}): SessionDesk {
  const { book, clock, random } = deps;
  const attempts = attemptLimiter(clock);
  const codes = new Map<string, KeptSecret>();
  const alive = (kept: KeptSecret): boolean => kept.expiresAt === undefined || kept.expiresAt > clock.now();

  async function holder(kept: KeptSecret | undefined, hash: string): Promise<Identity | undefined> {
    // An unknown id is compared too, so that the answer takes the same path.
    const same = sameHash(kept?.hash ?? "0".repeat(64), hash);
    return kept !== undefined && same && alive(kept) ? book.identity(kept.person) : undefined;
  }

  async function byCode(text: string): Promise<Identity | undefined> {
    const read = readSecret("code", text);
    if (read === undefined) return undefined;
    const identity = await holder(codes.get(read.id), read.hash);
    if (identity !== undefined) codes.delete(read.id);
    return identity;
  }

  async function byTokenText(text: string): Promise<Identity | undefined> {
    const read = readSecret("token", text);
    return read === undefined ? undefined : holder(await book.token(read.id), read.hash);
  }

  async function counted(remote: string, find: () => Promise<Identity | undefined>): Promise<Identity> {
    const wait = attempts.waitFor(remote);
    if (wait > 0)
      throw serverErrors.tooManyAttempts(
        `Too many failed sign-ins; try again in ${Math.ceil(wait / 1000)} s.`,
      );
    const identity = await find();
    if (identity === undefined) {
      attempts.failed(remote);
      throw serverErrors.tokenRefused("The token is not accepted.");
    }
    attempts.succeeded(remote);
    return identity;
  }

  return {
    async signIn(secret, remote) {
      const identity = await counted(remote, async () => (await byCode(secret)) ?? byTokenText(secret));
      const minted = mintSecret("session", random);
      const expiresAt = clock.now() + sessionMs;
      await book.openSession(minted.id, { hash: minted.hash, person: identity.person.id, expiresAt });
      return { identity, secret: minted.text, expiresAt };
    },
    async signOut(cookie) {
      const read = readSecret("session", cookie);
      if (read === undefined) return;
      const kept = await book.session(read.id);
      if (kept !== undefined && sameHash(kept.hash, read.hash)) await book.closeSession(read.id);
    },
    async bySession(cookie) {
      const read = readSecret("session", cookie);
      return read === undefined ? undefined : holder(await book.session(read.id), read.hash);
    },
    people: () => book.people(),
    async addPerson({ expiresAt, ...person }) {
      const id = `p-${Buffer.from(random(8)).toString("hex")}`;
      const { id: tokenId, hash, text } = mintSecret("token", random);
      const token = { id: tokenId, hash, person: id, ...(expiresAt === undefined ? {} : { expiresAt }) };
      await book.addPerson({ ...person, id, token });
      return { id, token: text };
    },
    async removePerson(id) {
      if ((await book.identity(id)) === undefined) return false;
      await book.removePerson(id);
      return true;
    },
    byToken: (token, remote) => counted(remote, () => byTokenText(token)),
    oneTimeCode(person) {
      const minted = mintSecret("code", random);
      codes.set(minted.id, { hash: minted.hash, person, expiresAt: clock.now() + sessionMs });
      const oldest = codes.keys().next().value;
      if (codes.size > codesKept && oldest !== undefined) codes.delete(oldest);
      return minted.text;
    },
  };
}
