export type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  enum?: unknown[];
  default?: unknown;
  description?: string;
  title?: string;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  anyOf?: Schema[];
};

export type FormField = {
  name: string;
  schema: Schema;
  required: boolean;
  kind: "text" | "number" | "boolean" | "choice" | "json";
};

/** The fields of an object schema that a form can show; the rest is edited as JSON. */
export function formFields(schema: Schema | undefined): FormField[] {
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    schema: property,
    required: (schema?.required ?? []).includes(name) && property.default === undefined,
    kind: kindOf(property),
  }));
}

function kindOf(schema: Schema): FormField["kind"] {
  if (schema.enum?.every((value) => typeof value === "string")) return "choice";
  if (schema.type === "string") return "text";
  if (schema.type === "number" || schema.type === "integer") return "number";
  if (schema.type === "boolean") return "boolean";
  return "json";
}

/** A value that has every required field and every default: what "scaffold" writes. */
export function scaffold(schema: Schema | undefined): unknown {
  if (!schema) return {};
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name, property]) => schema.required?.includes(name) || property.default !== undefined)
          .map(([name, property]) => [name, scaffold(property)]),
      );
    case "array":
      return [];
    case "number":
    case "integer":
      return schema.minimum ?? 0;
    case "boolean":
      return false;
    default:
      return "";
  }
}

/** The value with every required field and default that it lacks; what is there stays as it is. */
export function scaffoldMissing(schema: Schema | undefined, value: unknown): unknown {
  if (value === undefined || value === null) return scaffold(schema);
  if (schema?.type !== "object" || typeof value !== "object" || Array.isArray(value)) return value;
  const current = value as Record<string, unknown>;
  const whole = scaffold(schema) as Record<string, unknown>;
  const filled = Object.entries(current).map(([name, own]) => [name, scaffoldMissing(schema.properties?.[name], own)]);
  return { ...whole, ...Object.fromEntries(filled) };
}
