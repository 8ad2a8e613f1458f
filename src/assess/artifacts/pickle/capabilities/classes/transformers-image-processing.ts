// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 4 classes of transformers 5.23.0 that are made empty and given a state. */
export const transformersImageProcessingClasses: Readonly<Record<string, string>> = {
  "transformers.models.flava.image_processing_flava": "FlavaMaskingGenerator",
  "transformers.models.flava.image_processing_pil_flava": "FlavaMaskingGenerator",
  "transformers.models.fuyu.image_processing_fuyu": "FuyuImagesKwargs",
  "transformers.models.fuyu.image_processing_pil_fuyu": "FuyuImagesKwargs",
};
