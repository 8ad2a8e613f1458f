export type * from "./records.ts";
export type { Dialect } from "./dialect.ts";
export type { MigrationReport } from "./migrate.ts";
export type { RoleName } from "./tables.ts";
export type { AccountStore, IndexStore, Store, StoreStatus, StoreUpkeep } from "./store.ts";
export { openStore, type StoreDeps } from "./open.ts";
export { storeLocation, type StoreLocation } from "./location.ts";
export { storeErrors } from "./errors.ts";
