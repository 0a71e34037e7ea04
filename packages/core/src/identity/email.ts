import { z } from "zod";

/** An email address, trimmed and in lower case: the form in which accounts are found. */
export const EmailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email("isn't a valid email address").max(254, "must have at most 254 characters"));
