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
import { transformersClasses } from "./classes/transformers.ts";
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
    transformersClasses,
    xgboostClasses,
  ].map((names) => group(names)),
};
