import { connect as connectTls, type PeerCertificate, type TLSSocket } from "node:tls";
import { createHash, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import type { TargetConfig, TargetDeps } from "../adapter.ts";
import { targetErrors } from "../errors.ts";
import { connectionFailure } from "../transport/failure.ts";

export interface CertificateFacts {
  /** SHA-256 of the certificate (DER), hex. */
  readonly sha256: string;
  readonly subject: string;
  readonly issuer: string;
  /** Names it is for, at most 100. */
  readonly names: readonly string[];
  /** ISO 8601, UTC. */
  readonly validFrom: string;
  readonly validUntil: string;
  /** Such as `rsa 2048` or `ec prime256v1`. */
  readonly key: string;
}

/** What an endpoint showed while a secure connection was set up. */
export interface TlsFacts {
  /** Such as `TLSv1.3`. */
  readonly protocol: string;
  readonly cipher: string;
  /** The endpoint's own certificate first. */
  readonly chain: readonly CertificateFacts[];
  /** Whether the chain leads to an authority we trust and names this host. */
  readonly trusted: boolean;
  /** The code of what is wrong with it, such as `CERT_HAS_EXPIRED`. */
  readonly problem?: string;
}

const longestChain = 10;

/**
 * Sets up one secure connection, notes what the endpoint shows, and closes it. Nothing is sent over it, so that a
 * certificate that is not trusted can be described too; requests go over connections that verify.
 *
 * @throws TARGETS_* of reaching the target; TARGETS_TIMEOUT, TARGETS_ABORTED
 */
export async function tlsFacts(
  url: URL,
  config: TargetConfig,
  deps: Pick<TargetDeps, "readFile">,
  signal: AbortSignal,
): Promise<TlsFacts> {
  const place = { at: url.origin };
  const ca = config.tls?.ca_file === undefined ? undefined : await deps.readFile(config.tls.ca_file);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      host,
      port: url.port === "" ? 443 : Number(url.port),
      ...(isIP(host) === 0 && { servername: host }),
      ...(ca && { ca: Buffer.from(ca) }),
      rejectUnauthorized: false,
    });
    const timer = setTimeout(
      () =>
        end(() =>
          reject(
            targetErrors.connectTimeout(`${url.origin}: no secure connection came about in time.`, place),
          ),
        ),
      config.connect_timeout_ms,
    );
    const stopped = (): void =>
      end(() => reject(targetErrors.aborted("The connection was called off.", place)));
    const end = (tell: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stopped);
      socket.destroy();
      tell();
    };
    if (signal.aborted) return stopped();
    signal.addEventListener("abort", stopped);
    socket.once("error", (error) => end(() => reject(connectionFailure(error, place, "connecting"))));
    socket.once("secureConnect", () => {
      const facts = factsOf(socket);
      end(() => resolve(facts));
    });
  });
}

function factsOf(socket: TLSSocket): TlsFacts {
  const chain: CertificateFacts[] = [];
  const seen = new Set<string>();
  let here: PeerCertificate & { issuerCertificate?: PeerCertificate } = socket.getPeerCertificate(true);
  // The last one of a chain names itself as its issuer.
  while (here?.raw !== undefined && chain.length < longestChain) {
    const facts = certificateFacts(here.raw);
    if (seen.has(facts.sha256)) break;
    seen.add(facts.sha256);
    chain.push(facts);
    if (here.issuerCertificate === undefined) break;
    here = here.issuerCertificate;
  }
  // Typed as an Error, and a text in fact.
  const problem: unknown = socket.authorizationError;
  const told = textOf(problem);
  return {
    protocol: socket.getProtocol() ?? "unknown",
    cipher: socket.getCipher().standardName,
    chain,
    trusted: socket.authorized,
    ...(told !== "" && { problem: told.slice(0, 100) }),
  };
}

function certificateFacts(der: Buffer): CertificateFacts {
  const { subject, issuer, subjectAltName, validFromDate, validToDate, publicKey } = new X509Certificate(der);
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  const size = modulusLength ?? namedCurve;
  return {
    sha256: createHash("sha256").update(der).digest("hex"),
    subject: oneLine(subject),
    issuer: oneLine(issuer),
    names: (subjectAltName ?? "")
      .split(", ")
      .filter((name) => name !== "")
      .slice(0, 100)
      .map(oneLine),
    validFrom: validFromDate.toISOString(),
    validUntil: validToDate.toISOString(),
    key: [publicKey.asymmetricKeyType ?? "unknown", ...(size === undefined ? [] : [size])].join(" "),
  };
}

const oneLine = (text: string): string => text.replaceAll("\n", ", ").slice(0, 300).toWellFormed();

function textOf(problem: unknown): string {
  if (typeof problem === "string") return problem;
  if (!(problem instanceof Error)) return "";
  return "code" in problem && typeof problem.code === "string" ? problem.code : problem.message;
}
