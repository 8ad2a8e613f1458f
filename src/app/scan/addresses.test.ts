import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { globSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { scan } from "./scan-paths.ts";
import { compareClaim } from "./claimed-digest.ts";
import { unexamined } from "./examine-file.ts";

const folder = mkdtempSync(join(tmpdir(), "bartizan-addresses-"));
const closers: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => unknown) {
  const server = createServer((request, response) => void answer(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  // Safe: it listens on TCP.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Safetensors of one tensor of `bytes` zeros, never in memory as a whole. */
function safetensors(bytes: number) {
  const header = Buffer.from(
    JSON.stringify({ w: { dtype: "U8", shape: [bytes], data_offsets: [0, bytes] } }).padEnd(128),
  );
  const head = Buffer.alloc(8 + header.length);
  head.writeBigUInt64LE(BigInt(header.length));
  head.set(header, 8);
  const size = head.length + bytes;
  return (request: IncomingMessage, response: ServerResponse): void => {
    const [, from = "0", to = String(size - 1)] =
      /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    const start = Number(from);
    const end = Math.min(size, Number(to) + 1);
    const part = Buffer.alloc(end - start);
    if (start < head.length) head.copy(part, 0, start, Math.min(end, head.length));
    response.writeHead(206, { etag: '"1"', "content-range": `bytes ${start}-${end - 1}/${size}` }).end(part);
  };
}

it("five gigabytes of tensors cost less than two megabytes to fetch, and keep what proves who asked to themselves", async () => {
  const url = await serve(safetensors(5 * 1024 ** 3));
  const { report, evidence } = await scan({
    paths: [`${url}/model.safetensors?signature=hidden-in-query`],
    cwd: folder,
    workspace: folder,
    addresses: { env: { TOKEN: "value-of-the-token" }, token: "env:TOKEN" },
  });
  expect(report.verdict).toBe("clean");
  expect(report.artifacts).toMatchObject([{ format: "safetensors", bytes: 5 * 1024 ** 3 + 136 }]);
  const fetched = Number(/(\d+) bytes were fetched/.exec(report.notes.join(" "))?.[1]);
  expect(fetched).toBeLessThan(2_000_000);
  const kept = globSync("**/*", { cwd: evidence?.dir ?? "", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");
  for (const text of [JSON.stringify(report), kept]) {
    expect(text).not.toContain("value-of-the-token");
    expect(text).not.toContain("hidden-in-query");
  }
});

it("what harms is found at an address as on the disk, and what cannot be fetched is never clean", async () => {
  const harmful = Buffer.from("cos\nsystem\n(S'echo inert'\ntR.");
  const url = await serve((request, response) =>
    request.url === "/model.pkl" ? response.end(harmful) : response.writeHead(500).end(),
  );
  const clock = { now: () => Date.parse("2026-11-23T12:00:00Z"), sleep: () => Promise.resolve() };
  const at = async (name: string) => (await scan({ paths: [`${url}/${name}`], cwd: folder, clock })).report;
  expect(await at("model.pkl")).toMatchObject({ verdict: "unsafe", artifacts: [{ format: "pickle" }] });
  expect(await at("other.pkl")).toMatchObject({
    verdict: "incomplete",
    artifacts: [{ findings: [{ rule: "scan/unreadable" }] }],
  });
});

it("a digest that a location tells is compared where everything was read, and a claim elsewhere", () => {
  const { findings: _, ...rest } = unexamined({ rule: "missing", path: "m", why: "" });
  const clean = { ...rest, findings: [], verdict: "clean" } as const;
  const claimed = { sha256: "a".repeat(64), by: "Git LFS" };
  expect(compareClaim({ ...clean, sha256: "b".repeat(64) }, claimed)).toMatchObject({ verdict: "unsafe" });
  expect(compareClaim({ ...clean, sha256: "a".repeat(64) }, claimed)).toMatchObject({ verdict: "clean" });
  expect(compareClaim(clean, claimed).facts["sha256 claimed"]).toContain("not checked");
});

it("an object of S3 whose checksum is not that of its bytes is unsafe, and the version read is shown", async () => {
  const model = Buffer.from("\u0080\u0002]q\0.", "latin1");
  const listing = `<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>m.pkl</Key><Size>${model.length}</Size><ETag>"e1"</ETag></Contents></ListBucketResult>`;
  const scanned = async (of: Uint8Array) => {
    const endpoint = await serve(({ url = "", method }, response) => {
      if (url.includes("list-type")) return response.end(listing);
      const checksum = createHash("sha256").update(of).digest("base64");
      const headers = { etag: '"e1"', "x-amz-checksum-sha256": checksum, "x-amz-version-id": "v-1" };
      return response.writeHead(200, headers).end(method === "HEAD" ? undefined : model);
    });
    const { report } = await scan({ paths: ["s3://models"], cwd: folder, addresses: { env: {}, endpoint } });
    return report.artifacts[0];
  };
  expect(await scanned(model)).toMatchObject({
    verdict: "clean",
    facts: { version: "v-1", "sha256 confirmed": "as S3 checksum says" },
  });
  expect(await scanned(Buffer.from("other"))).toMatchObject({
    verdict: "unsafe",
    findings: [{ rule: "scan/claimed-digest-mismatch" }],
  });
});
