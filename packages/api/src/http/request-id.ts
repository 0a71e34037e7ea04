import { newId } from "@millrace/core";

const ACCEPTABLE = /^[\w.:-]{8,80}$/;

/** The id that a proxy in front gave the request, or a new one. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id");
  return given && ACCEPTABLE.test(given) ? given : newId("request");
}
