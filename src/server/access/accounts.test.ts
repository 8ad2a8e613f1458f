import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "../../store/index.ts";
import { ensureAdmin, localAdmin } from "./first-admin.ts";
import { highestRole, requireOn, roleOn, type Identity } from "./identity.ts";
import { mintSecret, readSecret, sameHash } from "./secret.ts";
import { sessionDesk, type SessionDesk } from "./session-desk.ts";
import { storeBook } from "./store-book.ts";

let now = Date.parse("2026-11-23T10:00:00.000Z");
const clock = { now: () => now, sleep: async () => undefined };
let dir = "";
let store: Store;
let desk: SessionDesk;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "bartizan-access-"));
  store = await openStore({ path: join(dir, "index.sqlite") }, { clock });
  desk = sessionDesk({ book: storeBook(store, clock), clock, random: randomBytes });
});
afterEach(async () => {
  await store.close();
  await rm(dir, { recursive: true, force: true });
});

const tokenFile = (): string => join(dir, "keys/admin-token");
const first = () =>
  ensureAdmin({ store, tokenFile: tokenFile(), organisation: "NordPay", clock, random: randomBytes });

describe("the first start", () => {
  it("makes an administrator, shows the token once, and keeps it where only the owner reads", async () => {
    const { newToken } = await first();
    expect((await stat(tokenFile())).mode & 0o777).toBe(0o600);
    expect((await readFile(tokenFile(), "utf8")).trim()).toBe(newToken);
    expect((await first()).newToken).toBeUndefined();
    const identity = await desk.byToken(newToken!, "127.0.0.1");
    expect(identity).toMatchObject({ role: "admin", organisation: "NordPay", person: { id: localAdmin } });
  });

  it("keeps the hash of the token in the database, never the token", async () => {
    const { newToken } = await first();
    const secret = newToken!.split("_").slice(2).join("_");
    const bytes = Buffer.concat(
      await Promise.all(
        ["", "-wal"].map((end) => readFile(join(dir, `index.sqlite${end}`)).catch(() => Buffer.alloc(0))),
      ),
    );
    expect(bytes.includes("local-admin")).toBe(true);
    expect(bytes.includes(secret)).toBe(false);
  });

  it("makes a new token when the file is lost or spoiled, and ends the old one", async () => {
    const old = (await first()).newToken!;
    const session = await desk.signIn(old, "127.0.0.1");
    await rm(tokenFile());
    const fresh = (await first()).newToken!;
    expect(fresh).not.toBe(old);
    await expect(desk.byToken(old, "127.0.0.1")).rejects.toMatchObject({ code: "SERVER_TOKEN_REFUSED" });
    expect(await desk.bySession(session.secret)).toBeUndefined();
    await writeFile(tokenFile(), "rubbish", { mode: 0o600 });
    expect((await first()).newToken).toMatch(/^bzt_/);
  });

  it("refuses a token that others can read", async () => {
    await first();
    await chmod(tokenFile(), 0o644);
    await expect(first()).rejects.toMatchObject({
      code: "SERVER_TOKEN_FILE_EXPOSED",
      place: { file: tokenFile() },
    });
  });
});

describe("sessions in the store", () => {
  it("outlive the process and end after twelve hours", async () => {
    const { newToken } = await first();
    const { secret } = await desk.signIn(newToken!, "127.0.0.1");
    const other = sessionDesk({ book: storeBook(store, clock), clock, random: randomBytes });
    expect((await other.bySession(secret))?.person.id).toBe(localAdmin);
    now += 12 * 3_600_000;
    expect(await other.bySession(secret)).toBeUndefined();
  });

  it("end with a signing out by their own secret only", async () => {
    const { newToken } = await first();
    const { secret } = await desk.signIn(newToken!, "127.0.0.1");
    const forged = `${secret.slice(0, -3)}AAA`;
    await desk.signOut(forged);
    expect(await desk.bySession(secret)).toBeDefined();
    await desk.signOut(secret);
    expect(await desk.bySession(secret)).toBeUndefined();
  });
});

describe("signing in", () => {
  it("with a code works for one of two requests at once", async () => {
    await first();
    const code = desk.oneTimeCode(localAdmin);
    const both = await Promise.allSettled([desk.signIn(code, "a"), desk.signIn(code, "b")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("lasts no longer than the token it was done with", async () => {
    await first();
    const { token } = await desk.addPerson({
      name: "CI",
      systems: {},
      role: "viewer",
      expiresAt: now + 60_000,
    });
    const { secret, expiresAt } = await desk.signIn(token, "a");
    expect(expiresAt).toBe(now + 60_000);
    now += 60_000;
    expect(await desk.bySession(secret)).toBeUndefined();
  });
});

describe("people in the store", () => {
  it("come with their roles and a token, and go with it", async () => {
    await first();
    const { id, token } = await desk.addPerson({
      name: "CI",
      systems: { bank: "analyst" },
      role: "viewer",
      expiresAt: now + 1_000,
    });
    expect(await desk.byToken(token, "127.0.0.1")).toMatchObject({
      person: { id, name: "CI" },
      role: "viewer",
      systems: { bank: "analyst" },
    });
    expect((await desk.people()).map(({ person }) => person.name)).toEqual(["Local administrator", "CI"]);
    now += 1_000;
    await expect(desk.byToken(token, "127.0.0.1")).rejects.toMatchObject({ code: "SERVER_TOKEN_REFUSED" });
    expect(await desk.removePerson(id)).toBe(true);
    expect(await desk.removePerson(id)).toBe(false);
    expect(await desk.people()).toHaveLength(1);
  });
});

describe("secrets", () => {
  it("are read back as what they are, and as nothing else", () => {
    const minted = mintSecret("token", randomBytes);
    expect(readSecret("token", minted.text)).toEqual({ id: minted.id, hash: minted.hash });
    for (const text of [
      "",
      `${minted.text}x`,
      minted.text.replace("bzt", "bzs"),
      minted.text.slice(1),
      "a".repeat(1e6),
    ])
      expect(readSecret("token", text)).toBeUndefined();
    expect(readSecret("session", minted.text)).toBeUndefined();
  });

  it("are compared by their whole hash", () => {
    const [a, b] = [mintSecret("token", randomBytes), mintSecret("token", randomBytes)];
    expect(sameHash(a.hash, a.hash)).toBe(true);
    expect(sameHash(a.hash, b.hash)).toBe(false);
    expect(sameHash("", "")).toBe(false);
    expect(sameHash(a.hash, a.hash.slice(2))).toBe(false);
  });
});

describe("a role on a system", () => {
  const identity = (role: Identity["role"], systems: Identity["systems"]): Identity => ({
    person: { id: "p", name: "P" },
    organisation: "o",
    systems,
    ...(role === undefined ? {} : { role }),
  });
  it("is the higher of the one everywhere and the one there", () => {
    expect(roleOn(identity("viewer", { a: "approver" }), "a")).toBe("approver");
    expect(roleOn(identity("approver", { a: "viewer" }), "a")).toBe("approver");
    expect(roleOn(identity(undefined, { a: "viewer" }), "b")).toBeUndefined();
    expect(roleOn(identity(undefined, {}), "__proto__")).toBeUndefined();
    expect(highestRole(identity(undefined, { a: "viewer", b: "admin" }))).toBe("admin");
  });
  it("is required, without telling what is hidden", () => {
    const one = identity(undefined, { a: "viewer" });
    expect(() => requireOn(one, "a", "viewer")).not.toThrow();
    expect(() => requireOn(one, "a", "analyst")).toThrow(
      expect.objectContaining({ code: "SERVER_ROLE_TOO_LOW" }),
    );
    for (const hidden of ["b", undefined])
      expect(() => requireOn(one, hidden, "viewer")).toThrow(
        expect.objectContaining({ code: "SERVER_NOT_FOUND" }),
      );
  });
});
