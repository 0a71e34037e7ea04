import { z } from "zod";
import { Name } from "./fields";
import { INLINE_VALUE_BYTES_MAX } from "./version";

/** An organization, a deployment, a run, a step and an output make a key. */
const OBJECT_KEY_CHARS_MAX = 1_024;
const SHA256_CHARS = 64;

/** A value in object storage. `codec` names how to read it (`json`, `file`, `bytes`, …; `none` = the function returned nothing). */
export const ValueRef = z.object({
  object: z.string().max(OBJECT_KEY_CHARS_MAX),
  codec: Name,
  bytes: z.int().min(0),
  sha256: z.string().max(SHA256_CHARS).optional(),
  /** The file's name, for `file` values. */
  name: Name.optional(),
  /**
   * The value's JSON text, when it is small (`INLINE_VALUE_BYTES_MAX`): nothing is stored, `object` is empty, and a
   * broker's `get` answers with the reference alone, followed by no bytes.
   */
  inline: z.string().max(INLINE_VALUE_BYTES_MAX).optional(),
});
export type ValueRef = z.infer<typeof ValueRef>;
