import { z } from "zod";

/** One thing that was looked at. `warning` does not keep commands from working. */
export const Finding = z.object({
  name: z.string(),
  status: z.enum(["ok", "warning", "error"]),
  message: z.string(),
  /** What to do about it. */
  help: z.string().nullable(),
});
export type Finding = z.infer<typeof Finding>;

export const good = (name: string, message: string): Finding => ({ name, status: "ok", message, help: null });
export const warning = (name: string, message: string, help: string): Finding => ({
  name,
  status: "warning",
  message,
  help,
});
export const bad = (name: string, message: string, help: string | undefined): Finding => ({
  name,
  status: "error",
  message,
  help: help ?? null,
});
