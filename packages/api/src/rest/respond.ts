import { DomainError } from "@millrace/core";
import { API_VERSION } from "@millrace/protocol";
import { problemResponse } from "./problem";

export const jsonResponse = (body: unknown, status: number, headers: Record<string, string>) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });

/** Adds headers of its own and those of every answer. */
export function withHeaders(response: Response, headers: Record<string, string>, requestId: string): Response {
  const answer = withCommonHeaders(response, requestId);
  for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
  return answer;
}

/** Adds the headers of every answer. */
export function withCommonHeaders(response: Response, requestId: string): Response {
  const answer = new Response(response.body, response);
  answer.headers.set("millrace-version", API_VERSION);
  answer.headers.set("x-request-id", requestId);
  if (!answer.headers.has("cache-control")) answer.headers.set("cache-control", "no-store");
  return answer;
}

export const openApiResponse = (document: string, requestId: string) =>
  withCommonHeaders(
    new Response(document, { headers: { "content-type": "application/json", "cache-control": "public, max-age=300" } }),
    requestId,
  );

export const methodNotAllowed = (requestId: string) => {
  const problem = problemResponse(new DomainError("invalid", "method_not_allowed", "Method not allowed."), requestId);
  return withCommonHeaders(new Response(problem.body, { status: 405, headers: problem.headers }), requestId);
};
