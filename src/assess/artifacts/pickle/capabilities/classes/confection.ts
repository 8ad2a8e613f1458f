/* oxlint-disable max-lines -- data */
// Written by bench/artifacts/classes.py; the rule by which a class is listed stands there.
/** 20 classes of confection  that are made empty and given a state. */
export const confectionClasses: Readonly<Record<string, string>> = {
  "confection._config": "Config",
  "confection._errors": "ConfectionError ConfigValidationError",
  "confection._parser": "_CustomInterpolation",
  "confection._registry": "Promise registry",
  "confection.typechecker": "Ctx TypeCheckError _AnySchemaHandler _PydanticV1FieldShim",
  "confection.util": "Decorator SimpleFrozenDict SimpleFrozenList",
  "confection.validation":
    "FieldInfo PositiveInt Schema StrictBool StrictFloat ValidationError _ValidatedResult",
};
