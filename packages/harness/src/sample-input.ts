import { z } from "zod";

type Schema = {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
  $defs?: Record<string, Schema>;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  prefixItems?: Schema[];
  minItems?: number;
  minLength?: number;
  minimum?: number;
  format?: string;
};

export type SampleOptions = {
  /** Value of every unconstrained text, including optional ones. */
  readonly anyText?: string;
};
type Context = SampleOptions & { readonly root: Schema };

/** Returns an input that matches the schema: enough to get past validation to the check of permissions. */
export function sampleInput(schema: z.ZodType, options: SampleOptions = {}): unknown {
  const root = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema;
  return sample(root, { root, ...options }, 0);
}

/** Returns the samples of a procedure's chained inputs as one object. */
export function sampleInputs(schemas: readonly unknown[], options: SampleOptions = {}): Record<string, unknown> {
  const samples = schemas.map((schema) => sampleInput(schema as z.ZodType, options));
  return Object.assign({}, ...samples.filter((each) => typeof each === "object"));
}

function sample(schema: Schema, context: Context, depth: number): unknown {
  if (depth > 8) return null;
  if (schema.$ref) return sample(resolve(schema.$ref, context.root), context, depth + 1);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (choice) return sample(choice, context, depth + 1);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sample(part, context, depth + 1)));
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return Object.fromEntries(
        namesOf(schema, context).map((name) => [name, sample(schema.properties?.[name] ?? {}, context, depth + 1)]),
      );
    case "array":
      return Array.from({ length: schema.minItems ?? (context.anyText === undefined ? 0 : 1) }, (_, index) =>
        sample(schema.prefixItems?.[index] ?? schema.items ?? {}, context, depth + 1),
      );
    case "string":
      return text(schema, context);
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return true;
    default:
      return null;
  }
}

function text({ format, minLength }: Schema, { anyText }: Context): string {
  if (format === "email") return "ada@example.com";
  if (format === "uri") return "https://example.com";
  if (format === "date-time") return "2026-01-01T00:00:00Z";
  return anyText ?? "sample".padEnd(minLength ?? 0, "x");
}

const namesOf = (schema: Schema, { anyText }: Context): string[] =>
  anyText === undefined ? (schema.required ?? []) : Object.keys(schema.properties ?? {});

function resolve(ref: string, root: Schema): Schema {
  return root.$defs?.[ref.split("/").at(-1) ?? ""] ?? root;
}
