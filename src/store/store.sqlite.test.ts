import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { storeSuite } from "./testing/store.suite.ts";

let dir = "";
let made = 0;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "bartizan-store-"));
});
afterAll(async () => rm(dir, { recursive: true, force: true }));

storeSuite("SQLite", async () => ({ path: join(dir, `${(made += 1)}.sqlite`) }));
