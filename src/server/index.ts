export type * from "./wire/wire.ts";
export type { BundleVerdict, FindingQuery, GuardPorts, ServerPorts } from "./ports.ts";
export { startServer, type RunningServer, type ServerOptions } from "./start.ts";
export { serverErrors } from "./errors.ts";
export type { AccountBook } from "./access/session-desk.ts";
export { storeBook } from "./access/store-book.ts";
export { ensureAdmin, localAdmin, type FirstAdmin } from "./access/first-admin.ts";
export { pushBundle, type PushOptions, type PushOutcome, type PushProgress } from "./push/push-bundle.ts";
export { serveWorkspace, type ServeOptions, type Serving } from "./serve-workspace.ts";
