import { z } from "zod";

/** Names of schemas that the document describes separately. */
export type Named = ReadonlyMap<z.core.$ZodType, string>;

type Def = z.core.$ZodTypeDef & {
  readonly innerType: z.core.$ZodType;
  readonly defaultValue: unknown;
  readonly element: z.core.$ZodType;
  readonly valueType: z.core.$ZodType;
  readonly options: readonly z.core.$ZodType[];
  readonly values: readonly unknown[];
  readonly entries: Readonly<Record<string, string>>;
  readonly out: z.core.$ZodType;
  readonly shape: Readonly<Record<string, z.core.$ZodType>>;
};
const defOf = (schema: z.core.$ZodType): Def => schema._zod.def as Def;

/** The type and limits of a field, as the document's tables give them. */
export function typeText(schema: z.core.$ZodType, named: Named): string {
  const name = named.get(schema);
  if (name !== undefined) return name;
  const def = defOf(schema);
  switch (def.type) {
    case "optional":
      return `${typeText(def.innerType, named)}, optional`;
    case "default":
      return `${typeText(def.innerType, named)}, default \`${JSON.stringify(def.defaultValue)}\``;
    case "array":
      return `list of ${typeText(def.element, named)}${between(bounds(schema), "Items", "item")}`;
    case "record":
      return `map of ${typeText(def.valueType, named)}`;
    case "object":
      return `object of ${Object.entries(def.shape)
        .map(([field, type]) => `\`${field}\` (${typeText(type, named)})`)
        .join(", ")}`;
    case "union":
      return def.options.map((option) => typeText(option, named)).join(" or ");
    case "literal":
      return def.values.map((value) => `\`${JSON.stringify(value)}\``).join(" or ");
    case "enum":
      return Object.values(def.entries)
        .map((value) => `\`"${value}"\``)
        .join(" or ");
    case "string":
      return `string${between(bounds(schema), "Length", "character")}`;
    case "number":
      return numberText(bounds(schema));
    case "pipe":
      return typeText(def.out, named);
    case "boolean":
      return "boolean";
    default:
      return "JSON";
  }
}

/** Returns the fields of an object and their types, without `skip`, the discriminator of a union. */
export function fieldsOf(schema: z.core.$ZodType, named: Named, skip?: string): Record<string, string> {
  const fields = Object.entries(defOf(schema).shape).filter(([field]) => field !== skip);
  return Object.fromEntries(fields.map(([field, type]) => [field, typeText(type, named)]));
}

/** Returns the alternatives of a discriminated union by the value of their discriminator. */
export function alternatives(schema: z.core.$ZodType, discriminator: string): ReadonlyMap<string, z.core.$ZodType> {
  return new Map(
    defOf(schema).options.map((option) => {
      const [value] = defOf(defOf(option).shape[discriminator] as z.core.$ZodType).values;
      return [String(value), option];
    }),
  );
}

type Bounds = Readonly<Record<string, unknown>>;
const bounds = (schema: z.core.$ZodType): Bounds =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Bounds;

function between(found: Bounds, what: "Items" | "Length", unit: string): string {
  const min = found[`min${what}`];
  const max = found[`max${what}`];
  if (max === undefined) return min === undefined ? "" : ` (at least ${min} ${unit}s)`;
  return ` (${min === undefined ? "up to " : `${min}–`}${grouped(max)} ${unit}s)`;
}

function numberText({ type, minimum, maximum }: Bounds): string {
  const kind = type === "integer" ? "integer" : "number";
  const min = isOpen(minimum) ? undefined : grouped(minimum);
  const max = isOpen(maximum) ? undefined : grouped(maximum);
  if (min === undefined && max === undefined) return kind;
  return `${kind} ${max === undefined ? `≥ ${min}` : min === undefined ? `≤ ${max}` : `${min}–${max}`}`;
}

const isOpen = (bound: unknown): boolean => bound === undefined || Math.abs(Number(bound)) >= Number.MAX_SAFE_INTEGER;
const grouped = (value: unknown): string => Number(value).toLocaleString("en-US");
