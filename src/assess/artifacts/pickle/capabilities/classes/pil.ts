/* oxlint-disable max-lines -- data */
// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 17 classes of PIL 13.0.0 that are made empty and given a state. */
export const pilClasses: Readonly<Record<string, string>> = {
  PIL: "UnidentifiedImageError",
  "PIL.Image":
    "DecompressionBombError DecompressionBombWarning Dither Exif Image ImagePointHandler ImagePointTransform ImageTransformHandler Palette Quantize Resampling SupportsArrayInterface SupportsArrowArrayInterface SupportsGetData Transform Transpose",
};
