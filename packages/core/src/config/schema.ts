import type { JsonSchema } from "../manifest/manifest";

/** The keywords of a JSON Schema that we read ourselves; `z.toJSONSchema` writes them. */
export type Schema = {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  /** The names in the author's order, which jsonb does not keep. */
  readonly propertyOrder?: readonly string[];
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: boolean | Schema;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
};

/** The steps from a value to a part of it. */
export type Path = readonly (string | number)[];

/** Chains of references that are longer are cycles. */
const REFERENCES_MAX = 50;

/** A schema with its reference followed; the keywords beside the reference win, as a description does. */
export function resolved(root: JsonSchema, schema: Schema): Schema {
  let at = schema;
  for (let followed = 0; at.$ref !== undefined && followed < REFERENCES_MAX; followed++) {
    const { $ref, ...beside } = at;
    at = { ...target(root, $ref), ...beside };
  }
  return at;
}

function target(root: JsonSchema, reference: string): Schema {
  const steps = reference.replace(/^#\/?/, "").split("/").filter(Boolean).map(fromPointerPart);
  const found = steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], root);
  return (found ?? {}) as Schema;
}

/** A part of a value's place as a JSON pointer writes it. */
export const toPointerPart = (part: string | number): string =>
  String(part).replaceAll("~", "~0").replaceAll("/", "~1");

const fromPointerPart = (part: string): string => part.replaceAll("~1", "/").replaceAll("~0", "~");

/** The place that a JSON pointer names. */
export const pathOf = (pointer: string): string[] => pointer.split("/").slice(1).map(fromPointerPart);

/** The properties of an object schema in the order in which its author wrote them. */
export function orderedProperties({
  properties = {},
  propertyOrder = [],
}: Schema): readonly (readonly [string, Schema])[] {
  const places = new Map(propertyOrder.map((name, index) => [name, index]));
  const place = (name: string) => places.get(name) ?? places.size;
  return Object.entries(properties).sort(([a], [b]) => place(a) - place(b));
}

/** The types that a schema names; none means any. */
export const typesOf = ({ type }: Schema): readonly string[] => (typeof type === "string" ? [type] : (type ?? []));

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
