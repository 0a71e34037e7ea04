import { minimumRoleFor, scopesAllow, TOKEN_SCOPES } from "@millrace/core/identity";
import { z } from "zod";
import { ProblemDocument } from "./problem";
import { pathParameters, type Route } from "./route";

type Schema = Record<string, unknown>;

/** Returns the OpenAPI 3.1 document of the routes, from the schemas and permissions that check requests. */
export function openApiDocument(routes: readonly Route[]) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    paths[route.path]![route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: "3.1.0",
    info: { title: "Millrace API", version: "1", description: "Every path is relative to /api/v1." },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer", description: "An API token: mr_pat_… or mr_svc_…" } },
      schemas: { Problem: jsonSchema(ProblemDocument, "output") },
    },
    paths,
  };
}

function operation(route: Route) {
  const schema = jsonSchema(route.input, "input") as { properties?: Record<string, Schema>; required?: string[] };
  const properties = schema.properties ?? {};
  const inPath = pathParameters(route.path);
  const others = Object.keys(properties).filter((name) => !inPath.includes(name));
  const hasBody = route.method !== "GET" && route.method !== "DELETE" && route.body !== "bytes";
  const isRequired = (name: string) => schema.required?.includes(name) ?? false;

  return {
    operationId: `${route.method.toLowerCase()}${route.path.replace(/[^A-Za-z0-9]+(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/\W/g, "")}`,
    summary: route.summary,
    ...permissionOf(route),
    parameters: [
      ...inPath.map((name) => ({ name, in: "path", required: true, schema: properties[name] ?? { type: "string" } })),
      ...(hasBody
        ? []
        : others.map((name) => ({ name, in: "query", required: isRequired(name), schema: properties[name] }))),
    ],
    ...(hasBody && others.length > 0 ? { requestBody: jsonBody(properties, others, isRequired) } : {}),
    ...(route.body === "bytes" ? { requestBody: { content: { "application/octet-stream": {} }, required: true } } : {}),
    responses: {
      [route.status ?? 200]:
        route.status === 204
          ? { description: "Done" }
          : { description: "Done", content: { "application/json": { schema: jsonSchema(route.output, "output") } } },
      default: {
        description: "A problem (RFC 9457)",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

function jsonBody(properties: Record<string, Schema>, names: readonly string[], isRequired: (name: string) => boolean) {
  const schema = {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
    required: names.filter(isRequired),
  };
  return { required: schema.required.length > 0, content: { "application/json": { schema } } };
}

/** The permission that the door checks, for readers (`description`) and for programs (`security`, `x-…`). */
function permissionOf(route: Route) {
  const { permission } = route;
  if (permission === null) return { description: "Requires a valid token.", security: [{ token: [] }] };
  const scopes = TOKEN_SCOPES.filter((scope) => scopesAllow([scope], permission));
  const where = whereOf(route);
  return {
    description: `Requires the permission \`${permission}\` (${minimumRoleFor(permission)} role or higher) in the ${where}. Token scopes that include it: ${scopes.map((scope) => `\`${scope}\``).join(", ")}.`,
    security: [{ token: [permission] }],
    "x-permission": permission,
    "x-permission-scope": where,
  };
}

function whereOf({ path, location }: Route): string {
  if (location) return location.where;
  if (path.includes("{location}")) return "code location";
  return path.includes("{deployment}") ? "deployment" : "organization";
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", target: "draft-2020-12" });
  return rest;
}
