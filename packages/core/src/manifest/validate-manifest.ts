import type { ManifestContext } from "./context";
import type { Manifest } from "./manifest";
import type { ManifestProblem } from "./problem";
import { badConditions } from "./rules/conditions";
import { uncheckedConfigs } from "./rules/configs";
import { cycles } from "./rules/cycles";
import { duplicates } from "./rules/duplicates";
import { conflictingKeys, missingVariables, unknownOwners, unwatchedSubjects } from "./rules/names";
import { badPartitions } from "./rules/partitions";
import { unknownReferences } from "./rules/references";
import { badSelections } from "./rules/selections";
import { tooLarge } from "./rules/size";
import { badTimes } from "./rules/times";

const RULES: readonly ((manifest: Manifest, context: ManifestContext) => ManifestProblem[])[] = [
  tooLarge,
  duplicates,
  unknownReferences,
  cycles,
  badTimes,
  badConditions,
  badPartitions,
  badSelections,
  uncheckedConfigs,
  conflictingKeys,
  unknownOwners,
  missingVariables,
  unwatchedSubjects,
];

/** Everything wrong with a manifest, in one list: what the server refuses and what `millrace check` shows. */
export const validateManifest = (manifest: Manifest, context: ManifestContext = {}): ManifestProblem[] =>
  RULES.flatMap((rule) => rule(manifest, context));
