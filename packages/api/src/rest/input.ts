import { DomainError } from "@millrace/core";
import { assertStorable } from "../http/assert-storable";
import { readBodyBytes } from "../http/read-body-bytes";
import { assertJson } from "../http/request-guard";
import type { Route } from "./route";

const JSON_BODY_BYTES_MAX = 1024 ** 2;

export type RawInput = { readonly values: Record<string, unknown>; readonly bodyText: string };

/** Gathers a route's input: query, then JSON body, then path parameters, each over the one before. */
export async function readInput(
  route: Route,
  request: Request,
  url: URL,
  path: Record<string, string>,
): Promise<RawInput> {
  const hasJsonBody = route.body !== "bytes" && request.method !== "GET" && request.method !== "DELETE";
  const bodyText = hasJsonBody ? await readBody(request) : "";
  const values = { ...queryValues(url), ...parseObject(bodyText), ...path };
  assertStorable(values);
  return { bodyText, values };
}

function queryValues(url: URL): Record<string, unknown> {
  const names = new Set(url.searchParams.keys());
  return Object.fromEntries(
    [...names].map((name) => {
      const values = url.searchParams.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
}

async function readBody(request: Request): Promise<string> {
  const bytes = await readBodyBytes(request, JSON_BODY_BYTES_MAX);
  if (bytes.byteLength === 0) return "";
  assertJson(request);
  return new TextDecoder().decode(bytes);
}

function parseObject(text: string): Record<string, unknown> {
  if (text === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DomainError("invalid", "body_not_json", "The request body isn't valid JSON.", { cause: error });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new DomainError("invalid", "body_not_object", "The request body must be a JSON object.");
}
