import { describe, expect, it } from "vitest";
import { redisLocation } from "./location.ts";

describe("REDIS_URL", () => {
  it.each([
    ["redis://127.0.0.1", { host: "127.0.0.1", port: 6379, db: 0 }, false],
    ["valkey://cache:7000/3", { host: "cache", port: 7000, db: 3 }, false],
    ["redis://:p%40ss@h", { host: "h", port: 6379, db: 0, password: "p@ss" }, false],
    ["rediss://app:s@h:1/", { host: "h", port: 1, db: 0, username: "app", password: "s", tls: {} }, false],
    ["redis://[::1]:6380", { host: "::1", port: 6380, db: 0 }, false],
    ["redis+cluster://h", { host: "h", port: 6379, db: 0 }, true],
    ["rediss+cluster://h", { host: "h", port: 6379, db: 0, tls: {} }, true],
  ])("%s", (url, options, cluster) => {
    expect(redisLocation(url)).toMatchObject({ options, cluster });
  });

  it("is never shown with its password", () => {
    expect(redisLocation("redis://app:hunter2@h:1/2").shown).toBe("redis://h:1");
  });

  it.each([
    "",
    "nonsense",
    "http://hunter2@h",
    "redis://",
    "redis://hunter2@h/x",
    "redis://h/1/2",
    "redis://h?password=hunter2",
    "redis+cluster://h/1",
    "redis://u:%E0%A4%A@h",
  ])("refuses %j and does not repeat it", (url) => {
    const failure = (() => {
      try {
        return redisLocation(url);
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toMatchObject({ code: "STATE_BAD_URL", exit: 2 });
    expect(String(failure)).not.toContain("hunter2");
  });
});
