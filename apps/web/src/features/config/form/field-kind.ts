import { type ConfigSchema, isRecord, orderedProperties, resolvedSchema, schemaTypes } from "@millrace/core/config";
import type { JsonSchema } from "@millrace/core/manifest";

/** The control for a part of a config. Unsupported schemas are edited as JSON. */
export type FieldKind =
  | ScalarKind
  | { readonly kind: "json" }
  | { readonly kind: "object"; readonly properties: readonly (readonly [string, ConfigSchema])[] }
  | { readonly kind: "list"; readonly item: ConfigSchema }
  | { readonly kind: "tuple"; readonly items: readonly ConfigSchema[] }
  | { readonly kind: "record"; readonly item: ConfigSchema }
  | { readonly kind: "nullable"; readonly of: ConfigSchema }
  | { readonly kind: "union"; readonly branches: readonly UnionBranch[] };

export type ScalarKind =
  | { readonly kind: "text" | "date" | "number" | "boolean" }
  | { readonly kind: "choice"; readonly values: readonly unknown[] };

export type UnionBranch = { readonly label: string; readonly schema: ConfigSchema };

/** The control for a schema after resolving its reference. */
export function fieldKind(root: JsonSchema, schema: ConfigSchema): FieldKind {
  const { anyOf, oneOf, allOf, enum: choices, const: constant, ...own } = resolvedSchema(root, schema);
  if (constant !== undefined) return { kind: "choice", values: [constant] };
  if (choices) return choices.every(isScalar) ? { kind: "choice", values: choices } : { kind: "json" };
  if (allOf) return { kind: "json" };
  const branches = anyOf ?? oneOf;
  if (branches) return unionKind(root, branches);
  const types = schemaTypes(own);
  const [type, ...others] = types.filter((it) => it !== "null");
  if (type === undefined || others.length > 0) return { kind: "json" };
  if (types.includes("null")) return { kind: "nullable", of: { ...own, type } };
  return typeKind(type, own);
}

function typeKind(type: string, schema: ConfigSchema): FieldKind {
  switch (type) {
    case "string":
      return { kind: schema.format === "date" ? "date" : "text" };
    case "number":
    case "integer":
      return { kind: "number" };
    case "boolean":
      return { kind: "boolean" };
    case "array":
      if (schema.prefixItems) return { kind: "tuple", items: schema.prefixItems };
      return isRecord(schema.items) ? { kind: "list", item: schema.items as ConfigSchema } : { kind: "json" };
    case "object":
      return objectKind(schema);
    default:
      return { kind: "json" };
  }
}

function objectKind(schema: ConfigSchema): FieldKind {
  const { properties, additionalProperties } = schema;
  if (properties && !isRecord(additionalProperties)) return { kind: "object", properties: orderedProperties(schema) };
  if (properties || !isRecord(additionalProperties)) return { kind: "json" };
  return { kind: "record", item: additionalProperties as ConfigSchema };
}

function unionKind(root: JsonSchema, branches: readonly ConfigSchema[]): FieldKind {
  const [only, ...others] = branches.filter((branch) => !schemaTypes(resolvedSchema(root, branch)).includes("null"));
  if (only && others.length === 0) return { kind: "nullable", of: only };
  const labeled = branches.map((branch) => ({ label: branchLabel(root, branch), schema: branch }));
  const isMeaningfulLimit = new Set(labeled.map((it) => it.label)).size === labeled.length;
  return isMeaningfulLimit ? { kind: "union", branches: labeled } : { kind: "json" };
}

/** Label of an alternative: its title, its constants, or its type. */
function branchLabel(root: JsonSchema, branch: ConfigSchema): string {
  const { title, properties = {}, const: constant, ...own } = resolvedSchema(root, branch);
  if (title) return title;
  if (constant !== undefined) return String(constant);
  const constants = Object.values(properties).flatMap((it) => (it.const === undefined ? [] : [String(it.const)]));
  return constants.join(" ") || schemaTypes(own).join(" or ");
}

const isScalar = (value: unknown): boolean => typeof value !== "object" || value === null;
