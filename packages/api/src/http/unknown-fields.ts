import { DomainError, didYouMeanText, type ErrorDetail } from "@millrace/core";
import { isRecord, toPointerPart } from "@millrace/core/config";
import type { z } from "zod";

/** Fields of an object by name; `others` if it also takes names that it doesn't list. */
type Fields = { readonly known: ReadonlyMap<string, z.core.$ZodType>; readonly others?: z.core.$ZodType };

/**
 * Checks that every field of an input is one that its schemas know, at any depth. A field that isn't read was meant to
 * do something, and ignoring it could do more than the caller asked for.
 * @param always names at the top that are accepted even if no schema lists them
 * @throws DomainError `unknown_field` that names the fields, and what was probably meant
 */
export function assertKnownFields(
  schemas: readonly z.core.$ZodType[],
  input: unknown,
  always: readonly string[] = [],
): void {
  const top = isRecord(input)
    ? Object.fromEntries(Object.entries(input).filter(([name]) => !always.includes(name)))
    : input;
  const details = unknownFields(schemas, top, "");
  const [first, ...more] = details;
  if (!first) return;
  const message = `${first.pointer} ${first.detail}${more.length > 0 ? ` (and ${more.length} more)` : ""}`;
  throw new DomainError("invalid", "unknown_field", message, { details });
}

function unknownFields(schemas: readonly z.core.$ZodType[], value: unknown, pointer: string): ErrorDetail[] {
  const alternatives = schemas.flatMap((schema) => resolved(schema, value));
  if (alternatives.some(isOpen)) return [];
  if (Array.isArray(value)) {
    const items = alternatives.flatMap((schema) => itemsOf(schema));
    if (items.length === 0) return [];
    return value.flatMap((item, index) => unknownFields(items, item, `${pointer}/${index}`));
  }
  if (!isRecord(value)) return [];
  const objects = alternatives.flatMap((schema) => fieldsOf(schema) ?? []);
  if (objects.length === 0) return [];
  const names = new Set(objects.flatMap(({ known }) => [...known.keys()]));
  return Object.entries(value).flatMap(([name, part]) => {
    const own = objects.flatMap(({ known, others }) => known.get(name) ?? others ?? []);
    const at = `${pointer}/${toPointerPart(name)}`;
    if (own.length > 0) return unknownFields(own, part, at);
    if (part === undefined) return [];
    return [{ pointer: at, code: "unknown_field", detail: `is an unknown field.${hint(name, names)}` }];
  });
}

const FIELDS_LISTED_MAX = 20;

const hint = (name: string, names: ReadonlySet<string>): string =>
  didYouMeanText(name, names) || ` Known fields: ${[...names].slice(0, FIELDS_LISTED_MAX).join(", ") || "none"}.`;

/** The schemas that apply to a value: without wrappers, and of alternatives those that fit it best. */
function resolved(schema: z.core.$ZodType, value: unknown, depth = 0): z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (depth > 30) return [schema];
  const inner = (of: z.core.$ZodType) => resolved(of, value, depth + 1);
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "nonoptional":
    case "readonly":
    case "catch":
      return inner(def.innerType);
    case "pipe":
      return isTransform(def.in) ? inner(def.out) : inner(def.in);
    case "lazy":
      return inner(def.getter());
    case "intersection":
      return [...inner(def.left), ...inner(def.right)];
    case "union":
      return fitting(def.options, value).flatMap(inner);
    default:
      return [schema];
  }
}

/** Returns true for a schema that accepts anything: a config, for example, is checked later. */
const isOpen = (schema: z.core.$ZodType): boolean =>
  ["any", "unknown", "custom"].includes((schema as z.core.$ZodTypes)._zod.def.type);

const isTransform = (schema: z.core.$ZodType): boolean => (schema as z.core.$ZodTypes)._zod.def.type === "transform";

/** The alternative that the parser will take: the first that accepts the value. All of them if none does. */
function fitting(options: readonly z.core.$ZodType[], value: unknown): readonly z.core.$ZodType[] {
  const found = options.find((option) => (option as z.ZodType).safeParse(value).success);
  return found ? [found] : options;
}

const itemsOf = (schema: z.core.$ZodType): readonly z.core.$ZodType[] => {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === "array" ? [def.element] : [];
};

/** Undefined for what isn't an object. */
function fieldsOf(schema: z.core.$ZodType): Fields | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "record") return { known: new Map(), others: def.valueType };
  if (def.type !== "object") return undefined;
  const known = new Map(Object.entries(def.shape));
  const others = def.catchall;
  return others && (others as z.core.$ZodTypes)._zod.def.type !== "never" ? { known, others } : { known };
}
