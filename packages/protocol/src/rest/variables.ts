import { z } from "zod";
import { Timestamp } from "./common";

/** A variable of a deployment. A secret's value is never read back. */
export const Variable = z.object({
  name: z.string(),
  isSecret: z.boolean(),
  /** The only location that sees it; null = all of the deployment. */
  location: z.string().nullable(),
  value: z.string().nullable(),
  updatedAt: Timestamp,
  updatedBy: z.string(),
});
export type Variable = z.infer<typeof Variable>;
export const VariableList = z.object({ data: z.array(Variable).readonly() });

export const SetVariableBody = z.object({
  value: z.string(),
  isSecret: z.boolean().optional(),
  onlyLocation: z.string().optional(),
});
export type SetVariableBody = z.infer<typeof SetVariableBody>;
