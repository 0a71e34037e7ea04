import type { IncomingMessage } from "node:http";

const JSON_FIELDS = ["blocks", "attachments", "metadata"];

/** A Web API call's arguments, sent as a form (with JSON inside) or as JSON, like Slack takes both. */
export async function readBody(request: IncomingMessage, query: URLSearchParams): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const fromQuery = Object.fromEntries(query);
  if (text === "") return fromQuery;
  if (request.headers["content-type"]?.startsWith("application/json")) {
    return { ...fromQuery, ...(JSON.parse(text) as Record<string, unknown>) };
  }
  const form: Record<string, unknown> = Object.fromEntries(new URLSearchParams(text));
  for (const field of JSON_FIELDS) {
    if (typeof form[field] === "string") form[field] = JSON.parse(form[field]);
  }
  return { ...fromQuery, ...form };
}
