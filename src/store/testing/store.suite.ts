import { readFile, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StoreLocation } from "../location.ts";
import { openStore } from "../open.ts";
import type { Store } from "../store.ts";
import { items } from "../items.generated.ts";
import type { Migration } from "../migration.ts";
import { aFact, aFinding, aResult, aRun, aTrial } from "./samples.ts";

const clock = {
  now: () => Date.parse("2026-11-23T12:00:00.000Z"),
  sleep: (ms: number): Promise<void> => delay(ms),
};
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 10, minute)).toISOString();

/** The contract of a store. `fresh` answers a new, empty place each time. */
export function storeSuite(name: string, fresh: () => Promise<StoreLocation>): void {
  describe(`a store on ${name}`, () => {
    let place: StoreLocation;
    let store: Store;
    beforeEach(async () => {
      place = await fresh();
      store = await openStore(place, { clock });
    });
    afterEach(async () => store.close());

    describe("schema", () => {
      it("is brought up to date once, and kept", async () => {
        expect(await store.migrate()).toEqual({ version: items.length, applied: [] });
        expect((await store.status()).schema).toBe(items.length);
      });

      it("takes a failed migration back whole", async () => {
        const broken: Migration = {
          number: items.length + 1,
          name: "broken",
          async up(db) {
            await db.schema.createTable("half_made").addColumn("id", "text").execute();
            await db.schema.createTable("half_made").addColumn("id", "text").execute();
          },
        };
        const migrations = [...items, broken];
        await expect(openStore(place, { clock, migrations })).rejects.toMatchObject({
          code: "STORE_MIGRATION_FAILED",
        });
        const mended: Migration = {
          ...broken,
          up: (db) => db.schema.createTable("half_made").addColumn("id", "text").execute(),
        };
        const after = await openStore(place, { clock, migrations: [...items, mended] });
        expect((await after.status()).schema).toBe(items.length + 1);
        await after.close();
      });

      it("refuses a database of a newer version, and one with another history", async () => {
        const next: Migration = { number: items.length + 1, name: "next", up: async () => undefined };
        await (await openStore(place, { clock, migrations: [...items, next] })).close();
        await expect(openStore(place, { clock })).rejects.toMatchObject({
          code: "STORE_SCHEMA_NEWER",
          exit: 2,
        });
        const renamed = [...items, { ...next, name: "other" }];
        await expect(openStore(place, { clock, migrations: renamed })).rejects.toMatchObject({
          code: "STORE_SCHEMA_ALTERED",
        });
      });

      it("may be brought up to date by two processes at a time", async () => {
        const empty = await fresh();
        const both = await Promise.all([openStore(empty, { clock }), openStore(empty, { clock })]);
        for (const one of both) {
          expect((await one.status()).schema).toBe(items.length);
          await one.close();
        }
      });
    });

    describe("systems", () => {
      it("keeps the newest state and every version, in whatever order they are recorded", async () => {
        const base = { id: "bank", name: "Bank", file: "system.yaml", manifest: { system: { id: "bank" } } };
        await store.recordSystem({ ...base, digest: "d2", at: at(2) });
        await store.recordSystem({ ...base, digest: "d1", at: at(1) });
        await store.recordSystem({ ...base, digest: "d2", at: at(3) });
        expect(await store.system("bank")).toEqual({ ...base, digest: "d2", at: at(3) });
        expect(await store.systemVersions("bank")).toEqual([
          { digest: "d2", at: at(2) },
          { digest: "d1", at: at(1) },
        ]);
        expect(await store.system("nobody")).toBeUndefined();
        expect((await store.systems()).map(({ id }) => id)).toEqual(["bank"]);
      });
    });

    describe("runs", () => {
      it("are listed newest first, by system, and overwritten as they go on", async () => {
        await store.recordRun(aRun("run-1", at(1)));
        await store.recordRun(aRun("run-2", at(2)));
        await store.recordRun(aRun("run-3", at(3), { system: { id: "faq", name: "FAQ", digest: "d9" } }));
        const finished = aRun("run-1", at(1), {
          status: "finished",
          verdict: "fail",
          done: 660,
          finishedAt: at(9),
        });
        await store.recordRun(finished);
        expect(await store.run("run-1")).toEqual(finished);
        expect((await store.runs({})).map(({ id }) => id)).toEqual(["run-3", "run-2", "run-1"]);
        expect((await store.runs({ system: "bank", limit: 1 })).map(({ id }) => id)).toEqual(["run-2"]);
        expect(await store.run("run-9")).toBeUndefined();
      });

      it("keep one result for each check and target", async () => {
        await store.recordResults("run-1", [
          aResult("redteam/tool-abuse"),
          aResult("redteam/direct-injection"),
        ]);
        const again = aResult("redteam/tool-abuse", { verdict: { kind: "pass", sentence: "Passes." } });
        await store.recordResults("run-1", [again]);
        expect(await store.results("run-1")).toEqual([aResult("redteam/direct-injection"), again]);
      });
    });

    describe("trials", () => {
      const rows = Array.from({ length: 1_203 }, (_, i) =>
        aTrial(i * 2 + 1, {
          outcome: i % 30 === 0 ? "breached" : "held",
          technique: i % 2 === 0 ? "override" : "zero-width",
          arm: i % 5 === 0 ? "benign" : "attack",
        }),
      );

      it("are paged in ledger order, with the total of what was asked for", async () => {
        await store.recordTrials("run-1", rows);
        await store.recordTrials("run-2", [aTrial(1)]);
        const page = await store.trials({ run: "run-1", offset: 1_200, limit: 100 });
        expect(page).toEqual({ total: 1_203, offset: 1_200, items: rows.slice(1_200) });
        const some = await store.trials({
          run: "run-1",
          outcome: "breached",
          technique: "override",
          arm: "attack",
          offset: 0,
          limit: 5,
        });
        const expected = rows.filter(
          (r) => r.outcome === "breached" && r.technique === "override" && r.arm === "attack",
        );
        expect(some.total).toBe(expected.length);
        expect(some.items).toEqual(expected.slice(0, 5));
      });

      it("recorded twice are there once", async () => {
        await store.recordTrials("run-1", rows.slice(0, 700));
        await store.recordTrials("run-1", rows.slice(500));
        expect((await store.status()).rows.trial).toBe(rows.length);
      });

      it("are all there or not at all", async () => {
        const bad = { ...aTrial(3), at: null as unknown as string };
        await expect(store.recordTrials("run-1", [...rows, bad])).rejects.toThrow();
        expect((await store.status()).rows.trial).toBe(0);
      });

      it("are found by a literal text, whatever it holds", async () => {
        await store.recordTrials("run-1", [
          aTrial(1, { why: "100% of 5_000 \\ Moved to NP-6666" }),
          aTrial(2, { why: "1000 of 5x000 / held" }),
        ]);
        const found = async (q: string): Promise<number[]> =>
          (await store.trials({ run: "run-1", q, offset: 0, limit: 9 })).items.map(({ entry }) => entry);
        expect(await found("100%")).toEqual([1]);
        expect(await found("5_000")).toEqual([1]);
        expect(await found("\\ moved TO np")).toEqual([1]);
        expect(await found("say-canary")).toEqual([1, 2]);
        expect(await found("'; drop table trial; --")).toEqual([]);
      });

      it("hold any text a target can answer", async () => {
        await fc.assert(
          fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (why) => {
            await store.recordTrials("run-1", [aTrial(1, { why })]);
            const [row] = (await store.trials({ run: "run-1", offset: 0, limit: 1 })).items;
            expect(row?.why).toBe(why.toWellFormed().replaceAll("\0", "\uFFFD"));
          }),
          { numRuns: 40, examples: [["\0"], ["\uD800 lone"], ["\u{E0041} tag"], ["\u202E"]] },
        );
      });
    });

    describe("findings", () => {
      it("are what the newest run says, in whatever order runs are recorded", async () => {
        const old = aFinding("F-aaaaaaaaaa", { severity: "low", title: "Old words" });
        const now = aFinding("F-aaaaaaaaaa", { severity: "critical", title: "New words" });
        await store.recordFindings("run-2", at(2), [now, aFinding("F-bbbbbbbbbb")]);
        await store.recordFindings("run-1", at(1), [old]);
        const found = await store.finding("F-aaaaaaaaaa");
        expect(found?.finding).toEqual(now);
        expect(found?.triage).toEqual({ state: "open" });
        expect(found?.seenIn).toEqual([
          { run: "run-1", at: at(1) },
          { run: "run-2", at: at(2) },
        ]);
        const list = await store.findings({});
        expect(list.map((f) => [f.finding.id, f.finding.severity])).toEqual([
          ["F-aaaaaaaaaa", "critical"],
          ["F-bbbbbbbbbb", "high"],
        ]);
      });

      it("are narrowed by system, severity, run and text", async () => {
        await store.recordFindings("run-1", at(1), [
          aFinding("F-aaaaaaaaaa"),
          aFinding("F-bbbbbbbbbb", { system: "faq", title: "Leaks 50%" }),
        ]);
        await store.recordFindings("run-2", at(2), [aFinding("F-cccccccccc", { severity: "low" })]);
        const ids = async (search: Parameters<Store["findings"]>[0]): Promise<string[]> =>
          (await store.findings(search)).map(({ finding }) => finding.id);
        expect(await ids({ system: "faq" })).toEqual(["F-bbbbbbbbbb"]);
        expect(await ids({ severity: "low" })).toEqual(["F-cccccccccc"]);
        expect(await ids({ run: "run-1" })).toEqual(["F-aaaaaaaaaa", "F-bbbbbbbbbb"]);
        expect(await ids({ q: "LEAKS 50%" })).toEqual(["F-bbbbbbbbbb"]);
        expect(await store.finding("F-zzzzzzzzzz")).toBeUndefined();
      });

      it("keep the newest triage", async () => {
        await store.recordFindings("run-1", at(1), [aFinding("F-aaaaaaaaaa")]);
        const fixed = { state: "fixed", by: "Ada", reason: "Filter." } as const;
        const wrong = { state: "false-positive", by: "Bo", reason: "Test data." } as const;
        await store.recordTriage({ finding: "F-aaaaaaaaaa", triage: fixed, by: "ada", at: at(5) });
        await store.recordTriage({ finding: "F-aaaaaaaaaa", triage: wrong, by: "bo", at: at(4) });
        expect((await store.finding("F-aaaaaaaaaa"))?.triage).toEqual(fixed);
      });
    });

    describe("evidence", () => {
      it("a fact replaces an earlier one about the same thing, never a later one", async () => {
        await store.recordFacts("bank", [aFact("run-1", at(5))]);
        await store.recordFacts("bank", [aFact("run-1", at(1), { state: "planned" }), aFact("run-0", at(0))]);
        expect(await store.facts("bank")).toEqual([aFact("run-0", at(0)), aFact("run-1", at(5))]);
        expect(await store.facts("faq")).toEqual([]);
      });

      it("imports and bundles are kept once", async () => {
        const one = {
          id: "i1",
          system: "bank",
          tool: "garak",
          file: "g.jsonl",
          digest: "ff",
          at: at(1),
          body: { rows: [1, null, "x"] },
        };
        await store.recordImport(one);
        await store.recordImport(one);
        expect(await store.imports("bank")).toEqual([one]);
        const bundle = {
          run: "run-1",
          dir: "runs/run-1",
          state: "intact",
          entries: 12,
          root: "aa",
          at: at(1),
        };
        await store.recordBundle(bundle);
        expect(await store.bundle("run-1")).toEqual(bundle);
        await store.recordBundle({ ...bundle, pushedBy: "ada" });
        expect(await store.bundle("run-1")).toEqual({ ...bundle, pushedBy: "ada" });
      });
    });

    async function fill(
      target: Pick<Store, "recordRun" | "recordTrials" | "recordFindings" | "recordFacts" | "recordResults">,
      order: "up" | "down",
    ): Promise<void> {
      const steps = [1, 2, 3].map((n) => async () => {
        await target.recordRun(aRun(`run-${n}`, at(n)));
        await target.recordTrials(`run-${n}`, [aTrial(1), aTrial(n + 1)]);
        await target.recordResults(`run-${n}`, [aResult("redteam/tool-abuse", { entry: n })]);
        await target.recordFindings(`run-${n}`, at(n), [aFinding("F-aaaaaaaaaa", { title: `as of ${n}` })]);
        await target.recordFacts("bank", [aFact(`run-${n}`, at(n))]);
      });
      for (const step of order === "up" ? steps : steps.reverse()) await step();
    }
    const picture = async (one: Store): Promise<unknown> => ({
      runs: await one.runs({}),
      findings: await one.findings({}),
      facts: await one.facts("bank"),
      results: await one.results("run-2"),
      trials: await one.trials({ run: "run-3", offset: 0, limit: 99 }),
    });

    it("rebuilt from the same records in another order, it is the same index; accounts stay", async () => {
      await fill(store, "up");
      await store.putOrganisation({ id: "o", name: "NordPay" });
      const before = await picture(store);
      await store.clearIndex();
      const { rows } = await store.status();
      expect([rows.run, rows.trial, rows.finding, rows.finding_sighting, rows.organisation]).toEqual([
        0, 0, 0, 0, 1,
      ]);
      await fill(store, "down");
      expect(await picture(store)).toEqual(before);
      await fill(store, "up");
      expect(await picture(store)).toEqual(before);
    });

    it("keeps nothing of a transaction that fails", async () => {
      const work = store.atomically(async (inside) => {
        await inside.recordRun(aRun("run-1", at(1)));
        await inside.recordTrials("run-1", [aTrial(1)]);
        throw new Error("stop");
      });
      await expect(work).rejects.toThrow("stop");
      expect(await store.runs({})).toEqual([]);
    });

    it("lets many writers at once through, one after the other", async () => {
      const writers = Array.from({ length: 20 }, (_, i) =>
        store.atomically(async (inside) => {
          const before = (await inside.run("run-1"))?.done ?? 0;
          await inside.recordRun(aRun("run-1", at(1), { done: Math.max(before, i) }));
          await inside.recordTrials("run-1", [aTrial(i)]);
        }),
      );
      await Promise.all(writers);
      expect((await store.trials({ run: "run-1", offset: 0, limit: 99 })).total).toBe(20);
    });

    describe("accounts", () => {
      beforeEach(async () => {
        await store.putOrganisation({ id: "o", name: "NordPay" });
        await store.putPerson({ id: "ada", name: "Ada Example", organisation: "o", at: at(0) });
      });

      it("grant a role per system or everywhere, and take it away", async () => {
        await store.grant("ada", "*", "viewer", at(1));
        await store.grant("ada", "bank", "analyst", at(1));
        await store.grant("ada", "bank", "approver", at(2));
        expect((await store.person("ada"))?.grants).toEqual([
          { system: "*", role: "viewer" },
          { system: "bank", role: "approver" },
        ]);
        await store.grant("ada", "bank", undefined, at(3));
        expect((await store.people())[0]).toEqual({
          id: "ada",
          name: "Ada Example",
          organisation: { id: "o", name: "NordPay" },
          grants: [{ system: "*", role: "viewer" }],
        });
      });

      it("know teams", async () => {
        await store.putTeam({ id: "t", organisation: "o", name: "Red" });
        await store.joinTeam("t", "ada");
        await store.joinTeam("t", "ada");
        expect((await store.status()).rows.team_member).toBe(1);
        await expect(store.joinTeam("t", "nobody")).rejects.toThrow();
      });

      it("find a token until it is revoked", async () => {
        const token = {
          id: "t1",
          person: "ada",
          hash: "aa".repeat(32),
          label: "ci",
          createdAt: at(1),
          expiresAt: at(50),
        };
        await store.putToken(token);
        expect(await store.token("t1")).toEqual(token);
        await store.revokeToken("t1", at(2));
        expect(await store.token("t1")).toBeUndefined();
      });

      it("keep sessions, and forget those that have ended", async () => {
        await store.putSession({ id: "s1", person: "ada", hash: "aa", expiresAt: at(10) }, at(1));
        await store.putSession({ id: "s2", person: "ada", hash: "bb", expiresAt: at(30) }, at(11));
        expect(await store.session("s1")).toBeUndefined();
        expect(await store.session("s2")).toEqual({ id: "s2", person: "ada", hash: "bb", expiresAt: at(30) });
        await store.dropSession("s2");
        expect(await store.session("s2")).toBeUndefined();
      });

      it("end a person's tokens and sessions with the person", async () => {
        await store.putToken({ id: "t1", person: "ada", hash: "aa", label: "ci", createdAt: at(1) });
        await store.putSession({ id: "s1", person: "ada", hash: "aa", expiresAt: at(30) }, at(1));
        await store.removePerson("ada", at(2));
        expect(await store.person("ada")).toBeUndefined();
        expect(await store.token("t1")).toBeUndefined();
        expect(await store.session("s1")).toBeUndefined();
      });
    });

    describe("restoring accounts", () => {
      const token = {
        table: "token",
        row: {
          id: "t1",
          person: "ada",
          hash: "aa",
          label: "ci",
          created_at: at(1),
          expires_at: null,
          revoked_at: null,
        },
      };
      const lines = [
        { table: "organisation", row: { id: "o", name: "NordPay" } },
        {
          table: "person",
          row: { id: "ada", organisation: "o", name: "Ada Example", created_at: at(0), removed_at: null },
        },
        { table: "role_grant", row: { person: "ada", system: "*", role: "admin", granted_at: at(0) } },
      ];
      let dir = "";
      beforeEach(async () => {
        dir = await mkdtemp(join(tmpdir(), "bartizan-restore-"));
      });
      afterEach(async () => rm(dir, { recursive: true, force: true }));
      const file = async (...texts: string[]): Promise<string> => {
        const path = join(dir, "accounts.jsonl");
        await writeFile(path, texts.map((text) => `${text}\n`).join(""));
        return path;
      };
      const written = (...rows: object[]): string[] => rows.map((row) => JSON.stringify(row));

      it("adds what is missing, in whatever order it stands, and changes nothing that is there", async () => {
        const from = await file(...written(token, ...lines.toReversed()));
        expect(await store.restoreAccounts(from)).toEqual({ rows: 4 });
        expect((await store.person("ada"))?.grants).toEqual([{ system: "*", role: "admin" }]);
        await store.revokeToken("t1", at(2));
        expect(await store.restoreAccounts(from)).toEqual({ rows: 0 });
        expect(await store.token("t1")).toBeUndefined();
      });

      it("takes nothing of a file with a wrong line, and names the line", async () => {
        for (const bad of [
          "not json",
          "[]",
          '{"table":"run","row":{}}',
          '{"table":"__proto__","row":{}}',
          '{"table":"organisation","row":{"id":"x"}}',
          '{"table":"organisation","row":{"id":"x","name":"y","more":"z"}}',
          '{"table":"organisation","row":{"id":"x","name":{"y":1}}}',
        ]) {
          const failure = store.restoreAccounts(await file(...written(lines[0]!), bad));
          await expect(failure).rejects.toMatchObject({
            code: "STORE_BACKUP_UNREADABLE",
            place: { line: 2 },
          });
        }
        await expect(
          store.restoreAccounts(
            await file(
              ...written(...lines, token, { table: "team_member", row: { team: "none", person: "ada" } }),
            ),
          ),
        ).rejects.toThrow();
        expect((await store.status()).rows.organisation).toBe(0);
        await expect(store.restoreAccounts(join(dir, "none"))).rejects.toMatchObject({
          code: "STORE_BACKUP_UNREADABLE",
        });
      });
    });

    it("backs up into a new file of the owner's, holds what it says, and overwrites nothing", async () => {
      const dir = await mkdtemp(join(tmpdir(), "bartizan-backup-"));
      try {
        await store.putOrganisation({ id: "o", name: "NordPay" });
        await store.putPerson({ id: "ada", name: "Ada Example", organisation: "o", at: at(0) });
        await store.recordRun(aRun("run-1", at(1)));
        const to = join(dir, "backup's copy");
        const { kind, rows } = await store.backup(to);
        expect(rows).toBe(2);
        expect((await stat(to)).mode & 0o777).toBe(0o600);
        if (kind === "database") {
          const copy = await openStore({ path: to }, { clock });
          expect((await copy.person("ada"))?.name).toBe("Ada Example");
          expect((await copy.runs({})).length).toBe(1);
          await copy.close();
        } else {
          const empty = await openStore(await fresh(), { clock });
          expect(await empty.restoreAccounts(to)).toEqual({ rows: 2 });
          expect((await empty.person("ada"))?.name).toBe("Ada Example");
          await empty.close();
          const lines = (await readFile(to, "utf8")).trim().split("\n");
          expect(lines.map((line) => (JSON.parse(line) as { table: string }).table)).toEqual([
            "organisation",
            "person",
          ]);
        }
        await writeFile(join(dir, "mine"), "mine");
        await expect(store.backup(join(dir, "mine"))).rejects.toMatchObject({ code: "STORE_BACKUP_EXISTS" });
        expect(await readFile(join(dir, "mine"), "utf8")).toBe("mine");
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
    });
  });
}
