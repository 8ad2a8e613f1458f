export type { Hdf5Attribute } from "./attribute.ts";
export { readCollection as readHdf5Collection } from "./global-heaps.ts";
export { hdf5Start, type Superblock } from "./hdf5-file.ts";
export { walkHdf5, type Hdf5Visit } from "./walk-hdf5.ts";
