export { pictureOf, type Picture } from "./picture.ts";
export { transformationAttack, usualTransformations } from "./transformation-attack.ts";
export { describe as describeTransformation, transform, type Transformation } from "./transformations.ts";
export { patchAttack, trainPatch, withPatch, type Patch } from "./universal-patch.ts";
