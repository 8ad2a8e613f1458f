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

interface Holder {
  readonly kept: KeptSecret;
  readonly identity: Identity;
}

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

  /** The secret as it is kept, when the hash is the right one and its time is not over. */
  function accepted(kept: KeptSecret | undefined, hash: string): KeptSecret | undefined {
    // An unknown id is compared too, so that the answer takes the same path.
    const same = sameHash(kept?.hash ?? "0".repeat(64), hash);
    return kept !== undefined && same && alive(kept) ? kept : undefined;
  }

  async function holder(kept: KeptSecret | undefined): Promise<Holder | undefined> {
    const identity = kept === undefined ? undefined : await book.identity(kept.person);
    return kept === undefined || identity === undefined ? undefined : { kept, identity };
  }

  async function byCode(text: string): Promise<Holder | undefined> {
    const read = readSecret("code", text);
    if (read === undefined) return undefined;
    const kept = accepted(codes.get(read.id), read.hash);
    // Before anything is waited for: two requests at once must not both use it.
    if (kept !== undefined) codes.delete(read.id);
    // Without the code's own date: the session it opens lasts as long as any.
    return holder(kept === undefined ? undefined : { hash: kept.hash, person: kept.person });
  }

  async function byTokenText(text: string): Promise<Holder | undefined> {
    const read = readSecret("token", text);
    return read === undefined ? undefined : holder(accepted(await book.token(read.id), read.hash));
  }

  /**
   * Failures are counted and slowed down; a right secret is never refused. At 128 bits and more nobody guesses one,
   * while behind a proxy everybody has the same address, and one stale job would lock out all.
   */
  async function counted(remote: string, find: () => Promise<Holder | undefined>): Promise<Holder> {
    const found = await find();
    if (found !== undefined) return found;
    const wait = attempts.waitFor(remote);
    if (wait > 0)
      throw serverErrors.tooManyAttempts(
        `Too many failed sign-ins; try again in ${Math.ceil(wait / 1000)} s.`,
      );
    attempts.failed(remote);
    throw serverErrors.tokenRefused("The token is not accepted.");
  }

  return {
    async signIn(secret, remote) {
      const { kept, identity } = await counted(
        remote,
        async () => (await byCode(secret)) ?? byTokenText(secret),
      );
      const minted = mintSecret("session", random);
      // A session does not outlive the token it was opened with.
      const expiresAt = Math.min(clock.now() + sessionMs, kept.expiresAt ?? Infinity);
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
      const found =
        read === undefined ? undefined : await holder(accepted(await book.session(read.id), read.hash));
      return found?.identity;
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
    byToken: async (token, remote) => (await counted(remote, () => byTokenText(token))).identity,
    oneTimeCode(person) {
      const minted = mintSecret("code", random);
      codes.set(minted.id, { hash: minted.hash, person, expiresAt: clock.now() + sessionMs });
      const oldest = codes.keys().next().value;
      if (codes.size > codesKept && oldest !== undefined) codes.delete(oldest);
      return minted.text;
    },
  };
}
