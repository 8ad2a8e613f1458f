import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "./open.ts";
import { startPostgres, type TestPostgres } from "./testing/postgres.ts";
import { storeSuite } from "./testing/store.suite.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => postgres.stop());

storeSuite("PostgreSQL", async () => ({ url: await postgres.database() }));

const clock = { now: () => 0, sleep: async () => undefined };

describe("a PostgreSQL that cannot be used", () => {
  it("is named without the password", async () => {
    const url = (await postgres.database()).replace(":test@", ":hunter2@");
    const failure = await openStore({ url }, { clock }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "STORE_CANNOT_OPEN", exit: 2 });
    expect(String(failure)).not.toContain("hunter2");
    await expect(openStore({ url: "postgres://u:hunter2@127.0.0.1:1/x" }, { clock })).rejects.toMatchObject({
      code: "STORE_CANNOT_OPEN",
    });
  });

  it("is refused when the address is of something else", async () => {
    for (const url of ["mysql://u:p@h/d", "not an address", ""])
      await expect(openStore({ url }, { clock })).rejects.toMatchObject({ code: "STORE_BAD_URL" });
  });
});
