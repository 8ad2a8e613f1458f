import type { CapabilityGroup, LibraryCapabilities } from "./capability.ts";
import { catboostClasses } from "./classes/catboost.ts";
import { confectionClasses } from "./classes/confection.ts";
import { gensimClasses } from "./classes/gensim.ts";
import { lightgbmClasses } from "./classes/lightgbm.ts";
import { networkxClasses } from "./classes/networkx.ts";
import { pandasClasses } from "./classes/pandas.ts";
import { pilClasses } from "./classes/pil.ts";
import { scipyClasses } from "./classes/scipy.ts";
import { sklearnClasses } from "./classes/sklearn.ts";
import { spacyClasses } from "./classes/spacy.ts";
import { statsmodelsClasses } from "./classes/statsmodels.ts";
import { tokenizersClasses } from "./classes/tokenizers.ts";
import { torchClasses } from "./classes/torch.ts";
import { transformersConfigurationALClasses } from "./classes/transformers-configuration-a-l.ts";
import { transformersConfigurationMZClasses } from "./classes/transformers-configuration-m-z.ts";
import { transformersFeatureExtractionClasses } from "./classes/transformers-feature-extraction.ts";
import { transformersImageProcessingClasses } from "./classes/transformers-image-processing.ts";
import { transformersModelingClasses } from "./classes/transformers-modeling.ts";
import { transformersOtherClasses } from "./classes/transformers-other.ts";
import { transformersProcessingClasses } from "./classes/transformers-processing.ts";
import { ultralyticsClasses } from "./classes/ultralytics.ts";
import { xgboostClasses } from "./classes/xgboost.ts";

const group = (names: Readonly<Record<string, string>>): CapabilityGroup => ({
  capability: { can: "instance" },
  reason: "A class of its library that is made empty and given a state, and runs nothing of the state.",
  source: "bench/artifacts/classes.py",
  names,
  items: true,
});

/** Enumerated classes of the libraries models are made with. */
export const classes: LibraryCapabilities = {
  library: "classes of model libraries",
  groups: [
    catboostClasses,
    confectionClasses,
    gensimClasses,
    lightgbmClasses,
    networkxClasses,
    pandasClasses,
    pilClasses,
    scipyClasses,
    sklearnClasses,
    spacyClasses,
    statsmodelsClasses,
    tokenizersClasses,
    torchClasses,
    transformersConfigurationALClasses,
    transformersConfigurationMZClasses,
    transformersFeatureExtractionClasses,
    transformersImageProcessingClasses,
    transformersModelingClasses,
    transformersOtherClasses,
    transformersProcessingClasses,
    ultralyticsClasses,
    xgboostClasses,
  ].map((names) => group(names)),
};
