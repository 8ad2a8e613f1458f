import { z } from "zod";
import { days, id, ids, line, word } from "./words.ts";

export const authentication = z.enum([
  "none",
  "api-key",
  "certificate",
  "mfa",
  "passkey",
  "password",
  "session",
  "sso",
  "step-up",
]);
export const authorisation = z.enum(["none", "on-behalf-of", "service-account", "user-delegated"]);
export const EFFECTS = ["read", "write", "money", "communicate", "code"] as const;

/** What every component has, whatever its kind. */
const shared = { id, zone: id, name: line.optional(), owner: line.optional(), note: line.optional() };

function part<const Kind extends string, Shape extends z.core.$ZodLooseShape>(kind: Kind, attributes: Shape) {
  return z.strictObject({ kind: z.literal(kind), ...shared, ...attributes });
}

const orchestration = {
  identity: z
    .enum(["service", "user-delegated"])
    .optional()
    .describe("Whether it acts with an identity of its own or on behalf of the user."),
  max_steps: z.int().min(1).optional().describe("The most tool calls or turns for one request."),
  history_source: z
    .enum(["client", "server"])
    .optional()
    .describe("Who keeps the earlier turns; a client can forge them."),
  langs: z
    .array(z.string().regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/, "a language tag such as `en`"))
    .max(200)
    .optional(),
  approval: z
    .record(word, z.enum(["none", "user-in-chat", "out-of-band", "human"]))
    .optional()
    .describe("For each action, who must agree before it happens."),
};

const modelFacts = {
  origin: z.enum(["vendor", "open-weights", "self-trained"]).optional(),
  task: z
    .enum(["generation", "classification", "embedding", "reranking", "regression", "speech", "vision"])
    .optional(),
  base: z.enum(["vendor", "open-weights", "self-trained"]).optional(),
  format: z
    .enum(["pickle", "joblib", "safetensors", "gguf", "onnx", "keras", "tensorflow", "torchscript", "other"])
    .optional(),
  version: line.optional(),
  signed: z.boolean().optional().describe("Whether its signature is verified when it is loaded."),
  finetuned: z.boolean().optional(),
  version_pinned: z.boolean().optional(),
  retention_days: days.optional(),
  trains_on_data: z.boolean().optional(),
  gpai: z.boolean().optional(),
};

const toolFacts = {
  provenance: z.enum(["first-party", "third-party"]).optional(),
  pinned: z.boolean().optional(),
  effects: z.array(z.enum(EFFECTS)).max(10).optional(),
  authz: authorisation.optional(),
  recipients: z.enum(["any", "allowlist", "owner", "none"]).optional().describe("To whom it can send."),
};

const rendering = z.enum(["text", "markdown", "html", "audio", "image"]);

/** One schema for each kind: an attribute of another kind is an unknown key. */
export const componentSchema = z.discriminatedUnion("kind", [
  part("user", { auth: z.array(authentication).max(10).optional() }),
  part("external_party", {}),
  part("ui", {
    renders: rendering.optional(),
    link_policy: z.enum(["none", "allowlist", "allow-any"]).optional(),
  }),
  part("gateway", {
    rate_limit: z.enum(["none", "per-ip", "per-session", "per-user", "per-tenant"]).optional(),
  }),
  part("guardrail", {
    fail_mode: z
      .enum(["open", "closed"])
      .optional()
      .describe("Whether traffic passes when the guardrail itself fails."),
    direction: z
      .array(z.enum(["in", "out"]))
      .max(2)
      .optional(),
  }),
  part("agent", orchestration),
  part("app", orchestration),
  part("model", modelFacts),
  part("vendor_model", modelFacts),
  part("rag_store", {
    acl: z.enum(["none", "tenant", "user"]).optional(),
    writers: ids.optional(),
    contains: ids.optional(),
  }),
  part("ingest", { review: z.enum(["none", "automatic", "human"]).optional() }),
  part("content_source", {}),
  part("memory", {
    scope: z.enum(["session", "user", "tenant", "global"]).optional(),
    persistent: z.boolean().optional(),
    writer: z.enum(["agent", "app", "user", "human"]).optional(),
    ttl_days: days.optional(),
  }),
  part("tool", toolFacts),
  part("mcp_server", toolFacts),
  part("datastore", { contains: ids.optional() }),
  part("training_pipeline", {
    feedback_loop: z.boolean().optional().describe("Whether what users do flows back into training."),
  }),
  part("model_registry", {}),
  part("identity", {
    recovery: z.enum(["none", "knowledge-questions", "email", "sms", "out-of-band", "in-person"]).optional(),
  }),
  part("observability", {
    captures: z.enum(["none", "metadata", "redacted-prompts", "full-prompts"]).optional(),
    retention_days: days.optional(),
  }),
  part("human", { role: z.enum(["approver", "operator", "reviewer"]).optional() }),
  part("human_console", { renders: rendering.optional() }),
]);

export type Component = z.output<typeof componentSchema>;
