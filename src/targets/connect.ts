import type { ConversationTarget } from "../contracts/index.ts";
import { decodeText } from "../formats/index.ts";
import type { TargetAdapter, TargetConfig, TargetDeps } from "./adapter.ts";
import { targetErrors } from "./errors.ts";
import { items } from "./items.generated.ts";
import { predictAdapters } from "./predict/index.ts";
import { proxiesOf } from "./transport/dispatcher.ts";

/**
 * Makes the target a configuration describes. Reads its secrets and certificates, so that a wrong
 * reference is known at once; opens no connection.
 *
 * @throws TARGETS_UNKNOWN_KIND, TARGETS_BAD_CERTIFICATE_FILE, and what the secret reader throws
 */
export async function connectTarget(config: TargetConfig, deps: TargetDeps): Promise<ConversationTarget> {
  const target = await adapterFor(config).connect(config, deps);
  const { canaries, records } = config;
  if (canaries === undefined && records === undefined) return target;
  try {
    const declared = {
      ...(canaries === undefined ? {} : { canaries: await declaredText(canaries, "canaries", deps) }),
      ...(records === undefined
        ? {}
        : {
            records: {
              text: await declaredText(records.file, "records.file", deps),
              key: await deps.secrets(records.key),
            },
          }),
    };
    const { kind, id, capabilities, rateLimitKey } = target;
    return {
      kind,
      id,
      capabilities,
      rateLimitKey,
      ...declared,
      probe: (context) => target.probe(context),
      open: (context) => target.open(context),
      ...(target.score === undefined ? {} : { score: target.score.bind(target) }),
      dispose: () => target.dispose(),
    };
  } catch (error) {
    await target.dispose();
    throw error;
  }
}

/** What a target declares that it was trained on, as text: whoever asks for it knows how to read it. */
async function declaredText(file: string, field: string, deps: TargetDeps): Promise<string> {
  try {
    return decodeText(await deps.readFile(file), file);
  } catch (cause) {
    throw targetErrors.canariesUnreadable(
      `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { field, file },
      { cause },
    );
  }
}

/** A host we may contact, and why. */
export interface Egress {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly purpose: "target" | "proxy";
}

/**
 * Every place a target's requests may go to, as `bartizan doctor` lists them. The transport refuses
 * anything else. A proxy stands in the list where the configuration honours the environment.
 */
export function egressOf(config: TargetConfig, env: TargetDeps["env"] = {}): readonly Egress[] {
  const origins = [...new Set(urlsOf(config).map((url) => new URL(url).origin))].sort();
  const { httpProxy, httpsProxy } = config.proxy === "environment" ? proxiesOf(env) : {};
  const proxies = [...new Set([httpProxy, httpsProxy])].flatMap((url) =>
    url !== undefined && URL.canParse(url) ? [new URL(url).origin] : [],
  );
  return [
    ...origins.map((origin): Egress => ({ origin, purpose: "target" })),
    ...proxies.sort().map((origin): Egress => ({ origin, purpose: "proxy" })),
  ];
}

const urlsOf = (config: TargetConfig): readonly string[] =>
  (predictAdapters.find(({ kind }) => kind === config.kind) ?? adapterFor(config)).urls(config);

function adapterFor(config: TargetConfig): TargetAdapter {
  const found = items.find((adapter) => adapter.kind === config.kind);
  if (found !== undefined) return found;
  throw targetErrors.unknownKind(
    `\`${config.kind}\` is no kind of target that converses; there are ${items.map((adapter) => `\`${adapter.kind}\``).join(", ")}.`,
    { field: "kind" },
  );
}
