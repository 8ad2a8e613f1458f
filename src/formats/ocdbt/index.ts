export {
  beginsAsOcdbt,
  checkOcdbtBlock,
  ocdbtBlockLength,
  readOcdbtBlock,
  readOcdbtManifest,
  type OcdbtBlock,
  type OcdbtBranch,
  type OcdbtPlace,
} from "./read-ocdbt.ts";
