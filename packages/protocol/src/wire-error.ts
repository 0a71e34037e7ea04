import type { WireError as WireErrorRecord } from "@millrace/core";
import { z } from "zod";
import { Count, Name, Text } from "./fields";

/** An error as it crosses a process boundary: recognized by `code`, never by class. */
export const WireError = z.object({
  name: Name,
  message: Text,
  code: Name.optional(),
  /** Mapped to the author's TypeScript where the source map knows it. */
  stack: Text.optional(),
  /** The author's lines round the failing one, with its file and position. */
  frame: z.object({ file: Text, line: Count, column: Count.optional(), text: Text }).optional(),
  retry: z.boolean().optional(),
}) satisfies z.ZodType<WireErrorRecord>;
export type WireError = WireErrorRecord;
