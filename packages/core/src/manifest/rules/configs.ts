import { isCheckable } from "../../config/config-problems";
import type { Manifest } from "../manifest";
import { type ManifestProblem, problem } from "../problem";

/** Schemas that no launch can be checked by. Zod's own all can be; what an author adds by `.meta()` need not. */
export function uncheckedConfigs({ assets, jobs }: Manifest): ManifestProblem[] {
  const schemas = [
    ...assets.map((asset) => ({ who: `The config of asset "${asset.key}"`, schema: asset.config, by: asset })),
    ...jobs.map((job) => ({ who: `The input of job "${job.name}"`, schema: job.input, by: job })),
  ];
  return schemas.flatMap(({ who, schema, by }) => {
    if (!schema || isCheckable(schema)) return [];
    const message = `${who} uses JSON Schema keywords that can't be checked at launch. Remove if, then, else, and not from .meta().`;
    return [problem("warning", "config_unchecked", message, by)];
  });
}
