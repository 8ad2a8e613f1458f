export {
  holdOf,
  inspectArriving,
  inspectInSlices,
  inspectText,
  inspectViews,
  viewsFor,
  type Arriving,
  type Watching,
} from "./inspect/index.ts";
export { lookalikes, viewHold, viewsOf, type View } from "./views/index.ts";
export { canaryWord, isCanaryWord } from "./canary/canary-word.ts";
export {
  fetchedWithoutClick,
  type AddressKind,
  type RenderedAddress,
} from "./markdown-exfil/rendered-address.ts";
export { renderedAddresses } from "./markdown-exfil/rendered-addresses.ts";
export { buildProtectedCorpus, type CorpusOptions } from "./protected-corpus/corpus-file.ts";
export { items as detectors } from "./items.generated.ts";
export {
  imageStatistics,
  inspectFeatures,
  profileFeatures,
  type FeatureProfile,
  type FeatureSignal,
} from "./features/index.ts";
export { overTimeDetectors, toolDigest } from "./over-time/index.ts";
export { createRemoteKinds, remoteKinds, type ReadSecret } from "./remote/index.ts";
export {
  trainOnTraffic,
  type Counted,
  type RoleReport,
  type TrafficReport,
  type TrafficTraining,
} from "./injection/traffic/index.ts";
