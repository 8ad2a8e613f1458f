import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTHeaderParameters } from "jose";

/** An issuer of tokens with a real key pair. */
export interface TestIssuer {
  readonly jwk: JWK;
  sign(claims: Record<string, unknown>, header?: Partial<JWTHeaderParameters>): Promise<string>;
}

export async function testIssuer(alg: string, kid = alg): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" },
    sign: (claims, header = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg, kid, ...header })
        .sign(privateKey, { crit: { "urn:x": true } }),
  };
}

/** A key set's address whose answer a test chooses. */
export interface KeyServer {
  readonly url: string;
  answer:
    | { readonly kind: "body"; readonly body: string }
    | { readonly kind: "hang" | "endless" | "fail" | "elsewhere" };
  readonly asked: number;
  /** Bytes of an answer that never ends. */
  readonly sent: number;
  close(): Promise<void>;
}

export async function keyServer(body: string): Promise<KeyServer> {
  let [asked, sent] = [0, 0];
  const server: Server = createServer((_, response) => {
    asked += 1;
    const { answer } = keys;
    if (answer.kind === "body") response.end(answer.body);
    else if (answer.kind === "fail") response.writeHead(500).end();
    else if (answer.kind === "elsewhere") response.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
    else if (answer.kind === "endless") {
      const more = (): void => {
        if (response.destroyed) return;
        sent += 65_536;
        response.write("x".repeat(65_536), () => setImmediate(more));
      };
      more();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const keys: KeyServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    answer: { kind: "body", body },
    get asked() {
      return asked;
    },
    get sent() {
      return sent;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return keys;
}
