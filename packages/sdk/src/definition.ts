import { DomainError } from "@millrace/core/errors";
import { isReservedName } from "@millrace/core/own";

/** Brand of the values this SDK creates. Any copy of the runtime recognizes them among a module's exports. */
const DEFINITION = Symbol.for("millrace.definition");
const SOURCE = Symbol.for("millrace.source");

/** Returns the error for an invalid definition. The message names the definition and the fix. */
export function definitionError(message: string): DomainError {
  return new DomainError("invalid", "invalid_definition", message);
}

/** Brands a definition and records, at negligible cost, where it was created. */
export function define<T extends { readonly kind: string }>(definition: T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 6;
  const source = new Error("defined here");
  Error.stackTraceLimit = limit;
  Object.defineProperty(definition, DEFINITION, { value: definition.kind });
  Object.defineProperty(definition, SOURCE, { value: source });
  return definition;
}

/** Returns the kind of a definition, or undefined for any other value. */
export function definitionKind(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return (value as { [DEFINITION]?: string })[DEFINITION];
}

/** Returns the stack at which the definition was created. */
export function definitionStack(definition: object): string | undefined {
  return (definition as { [SOURCE]?: Error })[SOURCE]?.stack;
}

const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/;
const NAME_CHARS_MAX = 255;

/** Throws unless the name is valid in selections, URLs, and file paths. */
export function assertName(kind: string, name: unknown): asserts name is string {
  if (typeof name !== "string" || name.length > NAME_CHARS_MAX || !NAME.test(name) || isReservedName(name)) {
    throw definitionError(
      `${kind} ${JSON.stringify(name)}: names can contain letters, digits, "_", "-", and ".", in segments separated by "/", at most ${NAME_CHARS_MAX} characters`,
    );
  }
}
