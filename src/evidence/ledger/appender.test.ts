import { describe, expect, it } from "vitest";
import { heldFile, isPending } from "../testing/held-sync.ts";
import { createAppender } from "./appender.ts";

const line = (text: string): Buffer => Buffer.from(`${text}\n`);

describe("appending to a ledger", () => {
  it("confirms nothing before fdatasync has resolved", async () => {
    const file = heldFile();
    const confirmed: string[] = [];
    const appender = createAppender({
      file: file.handle,
      path: "ledger.jsonl",
      size: 0,
      durable: (bytes) => void confirmed.push(bytes.toString()),
    });
    const appended = appender.append(line("one"));
    // Both promises are raced, so that an appender that never syncs fails here instead of hanging.
    await Promise.race([file.syncAsked(), appended]);
    expect(file.calls).toEqual(["write", "datasync"]);
    expect(file.content()).toBe("one\n");
    expect(await isPending(appended)).toBe(true);
    expect(confirmed).toEqual([]);

    file.letThrough();
    await appended;
    expect(confirmed).toEqual(["one\n"]);
  });

  it("keeps what comes during a sync for the next one, and confirms it only with that", async () => {
    const file = heldFile();
    const appender = createAppender({ file: file.handle, path: "ledger.jsonl", size: 0 });
    const first = appender.append(line("one"));
    await Promise.race([file.syncAsked(), first]);
    const rest = Promise.all([appender.append(line("two")), appender.append(line("three"))]);
    file.letThrough();
    await first;
    await Promise.race([file.syncAsked(), rest]);
    expect(file.calls).toEqual(["write", "datasync", "write", "datasync"]);
    expect(await isPending(rest)).toBe(true);
    expect(await isPending(appender.settled())).toBe(true);
    file.letThrough();
    await rest;
    await appender.settled();
    expect(file.content()).toBe("one\ntwo\nthree\n");
  });

  it("refuses what a failed sync left in doubt, cuts it off and takes nothing more", async () => {
    const file = heldFile();
    const appender = createAppender({ file: file.handle, path: "ledger.jsonl", size: 0 });
    const appended = appender.append(line("one"));
    await Promise.race([file.syncAsked(), appended]);
    file.letThrough(Object.assign(new Error("no space left"), { code: "ENOSPC" }));
    await expect(appended).rejects.toMatchObject({ code: "EVIDENCE_DISK_FULL" });
    expect(file.content()).toBe("");
    await expect(appender.append(line("two"))).rejects.toBe(appender.failure);
  });
});
