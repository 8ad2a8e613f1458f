import { describe, expect, it } from "vitest";
import { BartizanError } from "../../errors/index.ts";
import { loadYaml, problemsOf } from "../../formats/index.ts";
import { readGatewayConfig } from "./index.ts";

const read = (text: string): ReturnType<typeof readGatewayConfig> =>
  readGatewayConfig(loadYaml(text, { file: "policy.yaml" }));

const problems = (text: string): string[] => {
  try {
    read(text);
    return [];
  } catch (error) {
    if (!(error instanceof BartizanError)) throw error;
    return problemsOf(error).map(({ code, place }) => `${code} ${place.line} ${place.field}`);
  }
};

const openai = "upstreams:\n  - { id: a, kind: openai, url: 'https://api.example.com/v1', key: 'env:KEY' }\n";

describe("the gateway's configuration", () => {
  it("needs only an upstream; everything else has a safe default", () => {
    expect(read(openai)).toMatchObject({
      listen: { host: "127.0.0.1", port: 8787 },
      mode: "inline",
      uninspected: ["image"],
      durable: false,
      limits: { onError: "closed" },
      upstreams: [{ timeouts: { connect: 5 }, retries: { attempts: 1 }, circuit: { failures: 5 } }],
    });
  });

  it("says what is wrong and where", () => {
    expect(problems(`${openai}listne: {}\n`)).toEqual(["GATEWAY_UNKNOWN_KEY 3 listne"]);
    expect(problems("upstreams: []\n")).toEqual(["GATEWAY_BAD_VALUE 1 upstreams"]);
    expect(problems(`${openai}routes:\n  - { id: r, upstreams: [b] }\n`)).toEqual([
      "GATEWAY_BAD_VALUE 4 routes[0].upstreams[0]",
    ]);
  });

  it("refuses client certificates, which it would never see, rather than passing over the setting", () => {
    expect(problems(`${openai}identity: { clientCertificates: true }\n`)).toEqual([
      "GATEWAY_BAD_VALUE 3 identity.clientCertificates",
    ]);
    expect(problems(`${openai}identity: { clientCertificates: false }\n`)).toEqual([]);
  });

  it.each([
    ["a key that is written out", "{ id: a, kind: openai, url: 'https://x.example', key: abcdef }"],
    ["http beyond this machine", "{ id: a, kind: openai, url: 'http://x.example' }"],
    ["credentials in the address", "{ id: a, kind: openai, url: 'https://u:p@x.example' }"],
    ["a scheme that is not HTTP", "{ id: a, kind: openai, url: 'file:///etc' }"],
    [
      "a key nobody would send",
      "{ id: a, kind: openai, url: 'https://x.example', key: 'env:K', auth: passthrough }",
    ],
  ])("does not take %s", (_, upstream) => {
    expect(problems(`upstreams:\n  - ${upstream}\n`)).toHaveLength(1);
  });

  it("takes http beyond this machine where it is asked for, and on this machine always", () => {
    for (const upstream of [
      "{ id: a, kind: openai, url: 'http://x.example', allowPlaintext: true }",
      "{ id: a, kind: openai, url: 'http://[::1]:9000/v1' }",
      "{ id: a, kind: openai, url: 'http://localhost:9000' }",
    ])
      expect(problems(`upstreams:\n  - ${upstream}\n`)).toEqual([]);
  });
});
