import { z } from "zod";

/** A value in object storage. `codec` names how to read it (`json`, `file`, `bytes`, …; `none` = the function returned nothing). */
export const ValueRef = z.object({
  object: z.string(),
  codec: z.string(),
  bytes: z.int(),
  sha256: z.string().optional(),
  /** The file's name, for `file` values. */
  name: z.string().optional(),
  /**
   * The value's JSON text, when it is small (`INLINE_VALUE_BYTES_MAX`): nothing is stored, `object` is empty, and a
   * broker's `get` answers with the reference alone, followed by no bytes.
   */
  inline: z.string().optional(),
});
export type ValueRef = z.infer<typeof ValueRef>;
