import { z } from "zod";

export const PASSWORD_CHARS_MIN = 10;
export const PASSWORD_CHARS_MAX = 128;

/** The passwords that are guessed first, reduced to their letters. */
const COMMON = new Set(
  "password passwords passwort qwerty qwertyuiop qwertyuiopasdf asdfghjkl iloveyou letmein welcome admin administrator millrace changeme secret football baseball dragon monkey master sunshine princess".split(
    " ",
  ),
);

/** Length is what counts: no rules of composition, but nothing that is guessed first. */
export const Password = z
  .string()
  .min(PASSWORD_CHARS_MIN, `must have at least ${PASSWORD_CHARS_MIN} characters`)
  .max(PASSWORD_CHARS_MAX, `must have at most ${PASSWORD_CHARS_MAX} characters`)
  .refine((password) => !isGuessable(password), "is too common. Choose another one.");

function isGuessable(password: string): boolean {
  const letters = password.toLowerCase().replace(/[^a-z]/g, "");
  const isMonotonous = new Set(password).size < 4;
  const isCounting = "01234567890123456789".includes(password) || "abcdefghijklmnopqrstuvwxyz".includes(password);
  return isMonotonous || isCounting || COMMON.has(letters);
}
