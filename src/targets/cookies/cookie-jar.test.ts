import { describe, expect, it } from "vitest";
import { createCookieJar } from "./cookie-jar.ts";

let now = 1_000_000;
const jarWith = (setCookie: string[], from: string) => {
  const jar = createCookieJar({ now: () => now });
  jar.store(setCookie, new URL(from));
  return (url: string) => jar.headerFor(new URL(url)) ?? "";
};

describe("the cookie jar", () => {
  it.each([
    ["goes back to the host that set it", "a=1", "http://x.example/p/q", "http://x.example/p/r", "a=1"],
    ["does not go to another host", "a=1", "http://x.example/", "http://y.example/", ""],
    [
      "does not go to a child of the host without Domain",
      "a=1",
      "http://x.example/",
      "http://c.x.example/",
      "",
    ],
    [
      "goes to children with Domain",
      "a=1; Domain=x.example",
      "http://x.example/",
      "http://c.x.example/",
      "a=1",
    ],
    [
      "may be set for a parent",
      "a=1; Domain=.x.example",
      "http://c.x.example/",
      "http://d.x.example/",
      "a=1",
    ],
    [
      "may not be set for a sibling",
      "a=1; Domain=d.x.example",
      "http://c.x.example/",
      "http://d.x.example/",
      "",
    ],
    [
      "may not be set for a top-level name",
      "a=1; Domain=example",
      "http://x.example/",
      "http://y.example/",
      "",
    ],
    [
      "may not be set for the tail of a name",
      "a=1; Domain=ample.example",
      "http://x.example/",
      "http://ample.example/",
      "",
    ],
    ["stays with an address", "a=1; Domain=127.0.0.1", "http://127.0.0.1/", "http://127.0.0.1/", "a=1"],
    [
      "does not take the tail of an address for a parent",
      "a=1; Domain=0.0.1",
      "http://127.0.0.1/",
      "http://127.0.0.1/",
      "",
    ],
    ["is bound to the directory it came from", "a=1", "http://x.example/p/q", "http://x.example/other", ""],
    ["is bound to its Path", "a=1; Path=/chat", "http://x.example/", "http://x.example/chatter", ""],
    ["goes below its Path", "a=1; Path=/chat", "http://x.example/", "http://x.example/chat/7", "a=1"],
    ["goes only over TLS when Secure", "a=1; Secure", "https://x.example/", "http://x.example/", ""],
    ["cannot be made Secure over plain HTTP", "a=1; Secure", "http://x.example/", "https://x.example/", ""],
    ["keeps its value as it is", 'a="x=y"', "http://x.example/", "http://x.example/", 'a="x=y"'],
    [
      "holds the __Host- prefix to its promise",
      "__Host-a=1; Path=/",
      "https://x.example/",
      "https://x.example/",
      "",
    ],
    [
      "takes an honest __Host- cookie",
      "__Host-a=1; Path=/; Secure",
      "https://x.example/",
      "https://x.example/",
      "__Host-a=1",
    ],
    [
      "is refused when it would break out of its header",
      "a=1\r\nx: y",
      "http://x.example/",
      "http://x.example/",
      "",
    ],
    ["needs a name", "=1", "http://x.example/", "http://x.example/", ""],
  ])("a cookie %s", (_, setCookie, from, to, expected) => {
    expect(jarWith([setCookie], from)(to)).toBe(expected);
  });

  it("sends longer paths first, then older cookies", () => {
    const header = jarWith(["b=2", "a=1; Path=/p", "c=3; Path=/"], "http://x.example/");
    expect(header("http://x.example/p/q")).toBe("a=1; b=2; c=3");
  });

  it("forgets what has expired, by Max-Age before Expires", () => {
    const header = jarWith(
      [
        "a=1; Max-Age=10; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "b=2; Max-Age=0",
        "c=3; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
      ],
      "http://x.example/",
    );
    expect(header("http://x.example/")).toBe("a=1");
    now += 10_001;
    expect(header("http://x.example/")).toBe("");
  });

  it("replaces and deletes a cookie of the same name, host and path", () => {
    const jar = createCookieJar({ now: () => 0 });
    const url = new URL("http://x.example/");
    jar.store(["a=1"], url);
    jar.store(["a=2"], url);
    expect(jar.headerFor(url)).toBe("a=2");
    jar.store(["a=; Max-Age=-1"], url);
    expect(jar.headerFor(url)).toBeUndefined();
  });

  it("does not grow without bound", () => {
    const jar = createCookieJar({ now: () => 0 });
    const url = new URL("http://x.example/");
    jar.store(
      Array.from({ length: 1_000 }, (_, i) => `c${i}=1`),
      url,
    );
    jar.store([`big=${"x".repeat(5_000)}`], url);
    expect(jar.headerFor(url)?.split("; ")).toHaveLength(200);
    expect(jar.headerFor(url)).not.toContain("big");
  });
});
