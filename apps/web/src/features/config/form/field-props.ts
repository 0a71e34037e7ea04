import type { ErrorDetail } from "@millrace/core";
import type { ConfigSchema } from "@millrace/core/config";
import type { JsonSchema } from "@millrace/core/manifest";
import type { ReactNode } from "react";

/** One part of a config in the form. `undefined` means absent. */
export type FieldProps = {
  readonly root: JsonSchema;
  readonly schema: ConfigSchema;
  readonly label: ReactNode;
  readonly isRequired: boolean;
  /** Path of the part in the config. */
  readonly pointer: string;
  readonly problems: readonly ErrorDetail[];
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
};

export const problemAt = ({ problems, pointer }: Pick<FieldProps, "problems" | "pointer">): string | undefined =>
  problems.find((it) => it.pointer === pointer)?.detail;
