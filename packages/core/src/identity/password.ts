import { z } from "zod";

export const PASSWORD_CHARS_MIN = 10;
export const PASSWORD_CHARS_MAX = 128;

/** Length only, without composition rules. The server also rejects passwords that are easy to guess. */
export const Password = z
  .string()
  .min(PASSWORD_CHARS_MIN, `must be at least ${PASSWORD_CHARS_MIN} characters`)
  .max(PASSWORD_CHARS_MAX, `must be at most ${PASSWORD_CHARS_MAX} characters`);
