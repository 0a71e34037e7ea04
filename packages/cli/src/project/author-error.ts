import type { MapStack } from "@millrace/runtime";
import { CliError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";

/**
 * Returns an error thrown by the author's code, with the line of the author's source. Errors of the platform name their
 * subject themselves.
 */
export async function authorError(error: unknown, mapStack: MapStack, code?: string): Promise<CliError> {
  const { toWireError } = await import("@millrace/runtime");
  const { name, message, frame, code: own } = await toWireError(error, mapStack);
  const text = PLATFORM_ERRORS.has(name) ? message : `${name}: ${message}`;
  return new CliError(EXIT.failed, code ?? own ?? "load_error", text, { cause: error, source: frame });
}

const PLATFORM_ERRORS = new Set(["DomainError", "StepError"]);
