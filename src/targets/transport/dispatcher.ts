import type { Dispatcher } from "undici";
import type { TargetConfig, TargetDeps } from "../adapter.ts";
import { targetErrors } from "../errors.ts";

/**
 * The connections of one target: its own pool, its own certificates, its own timeouts.
 * Certificates are always verified; a private authority is named, verification is never switched off.
 *
 * @throws TARGETS_BAD_CERTIFICATE_FILE
 */
export async function createDispatcher(
  config: TargetConfig,
  deps: Pick<TargetDeps, "env" | "readFile">,
): Promise<Dispatcher> {
  const read = (path: string | undefined, field: string): Promise<Buffer> | undefined =>
    path === undefined ? undefined : readPem(path, `tls.${field}`, deps.readFile);
  const [ca, cert, key] = await Promise.all([
    read(config.tls?.ca_file, "ca_file"),
    read(config.tls?.cert_file, "cert_file"),
    read(config.tls?.key_file, "key_file"),
  ]);
  const tls = { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
  const options = {
    // HTTP/1.1 only: one request a connection, so that a broken one concerns one request.
    allowH2: false,
    pipelining: 1,
    // The test hooks have as many places again.
    connections: 2 * config.concurrency,
    webSocket: { maxPayloadSize: config.max_response_bytes },
    connectTimeout: config.connect_timeout_ms,
    headersTimeout: config.timeout_ms,
    bodyTimeout: config.timeout_ms,
    connect: { ...tls, timeout: config.connect_timeout_ms },
  };
  // Only here: a scan of files knows targets too, and connects to nothing.
  const { Agent, EnvHttpProxyAgent } = await import("undici");
  if (config.proxy === "none") return new Agent(options);
  const { httpProxy, httpsProxy, noProxy } = proxiesOf(deps.env);
  // Empty strings, for what is left out would be read from the process's own environment.
  return new EnvHttpProxyAgent({
    ...options,
    requestTls: tls,
    httpProxy: httpProxy ?? "",
    httpsProxy: httpsProxy ?? "",
    noProxy: noProxy ?? "",
  });
}

/** The proxies the environment names; lower case wins, as with curl. */
export function proxiesOf(env: TargetDeps["env"]): {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  readonly noProxy?: string;
} {
  const pick = (name: string): string | undefined => env[name.toLowerCase()] ?? env[name];
  const [httpProxy, httpsProxy, noProxy] = [pick("HTTP_PROXY"), pick("HTTPS_PROXY"), pick("NO_PROXY")];
  const secure = httpsProxy ?? httpProxy;
  return {
    ...(httpProxy !== undefined && { httpProxy }),
    ...(secure !== undefined && { httpsProxy: secure }),
    ...(noProxy !== undefined && { noProxy }),
  };
}

async function readPem(path: string, field: string, readFile: TargetDeps["readFile"]): Promise<Buffer> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw targetErrors.badCertificateFile(
      `The file named in \`${field}\` cannot be read.`,
      { file: path, field },
      { cause },
    );
  }
  const pem = Buffer.from(bytes);
  if (!pem.includes("-----BEGIN ")) {
    throw targetErrors.badCertificateFile(`The file named in \`${field}\` is not PEM.`, {
      file: path,
      field,
    });
  }
  return pem;
}
