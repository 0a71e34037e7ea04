import { z } from "zod";

/** Result of one check. A `warning` doesn't keep commands from working. */
export const DoctorResult = z.object({
  name: z.string(),
  status: z.enum(["ok", "warning", "error"]),
  message: z.string(),
  /** How to fix it. */
  help: z.string().nullable(),
});
export type DoctorResult = z.infer<typeof DoctorResult>;

export const ok = (name: string, message: string): DoctorResult => ({ name, status: "ok", message, help: null });
export const warning = (name: string, message: string, help: string): DoctorResult => ({
  name,
  status: "warning",
  message,
  help,
});
export const fail = (name: string, message: string, help: string | undefined): DoctorResult => ({
  name,
  status: "error",
  message,
  help: help ?? null,
});
