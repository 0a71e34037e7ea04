export { assetConfigProblems, isEmptyConfig } from "./asset-config-problems";
export { configProblems, isCheckable, UNKNOWN_KEY } from "./config-problems";
export { describeSchema } from "./describe-schema";
export { type RunConfigTarget, runConfigProblems } from "./run-config-problems";
export { removeUnknown, scaffold, scaffoldMissing } from "./scaffold";
export {
  isRecord,
  orderedProperties,
  type Path as ConfigPath,
  pathOf,
  resolved as resolvedSchema,
  type Schema as ConfigSchema,
  toPointerPart,
  typesOf as schemaTypes,
} from "./schema";
export { canBe as canBeSchema, propertiesAt, schemasAt } from "./schemas-at";
export { withoutPrototypes, withPrototypes } from "./without-prototypes";
