import { assertSameOriginMutation, clientAddress, problemResponse, requestIdOf } from "@millrace/api";
import type { WebServer } from "../composition";
import { signInCookie, signInTicket } from "./sign-in-cookie";

/** Answers with the challenge of a sign-in with a passkey, and binds it to this browser with a cookie. */
export async function beginPasskey(server: WebServer, request: Request): Promise<Response> {
  const requestId = requestIdOf(request);
  const { env, useCases, origins, log } = server;
  try {
    assertSameOriginMutation(request, origins);
    const client = { ip: clientAddress(request, env.TRUSTED_PROXY_HOPS) };
    const { options, ticket } = await useCases.accounts.beginPasskeySignIn(signInTicket(env, request), client);
    return Response.json(options, {
      headers: { "set-cookie": signInCookie(env, ticket), "cache-control": "no-store" },
    });
  } catch (error) {
    const response = problemResponse(error, requestId);
    if (response.status === 500) log.error({ err: error, requestId }, "passkey sign-in not begun");
    return response;
  }
}
