import { z } from "zod";

/** An error as it crosses a process boundary: recognized by `code`, never by class. */
export const WireError = z.object({
  name: z.string(),
  message: z.string(),
  code: z.string().optional(),
  /** Mapped to the author's TypeScript where the source map knows it. */
  stack: z.string().optional(),
  /** The author's lines round the failing one, with its file and position. */
  frame: z.object({ file: z.string(), line: z.int(), column: z.int().optional(), text: z.string() }).optional(),
  retry: z.boolean().optional(),
});
export type WireError = z.infer<typeof WireError>;
