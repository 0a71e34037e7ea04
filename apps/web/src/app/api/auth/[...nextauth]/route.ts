import { problemResponse, requestIdOf, withBodyRead } from "@millrace/api";
import { DomainError } from "@millrace/core";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/server/auth/auth-options";
import { SignInAttempt } from "@/server/auth/sign-in-attempt";
import { signInCookie, signInTicket } from "@/server/auth/sign-in-cookie";
import { getServer } from "@/server/composition";

export const dynamic = "force-dynamic";

/** A form of a few fields. */
const BODY_BYTES_MAX = 64 * 1024;

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const server = await getServer();
  const client = {
    ip: server.addressOf(request),
    userAgent: request.headers.get("user-agent") ?? undefined,
  };
  const callbackUrl = request.nextUrl.searchParams.get("callbackUrl");
  if (callbackUrl !== null && !URL.canParse(callbackUrl, server.env.MILLRACE_URL)) {
    const error = new DomainError("invalid", "callback_url_invalid", "The callbackUrl isn't a valid URL.");
    return problemResponse(error, requestIdOf(request));
  }
  let read: Request;
  try {
    read = await withBodyRead(request, BODY_BYTES_MAX);
  } catch (error) {
    return problemResponse(error, requestIdOf(request));
  }
  const attempt = new SignInAttempt(signInTicket(server.env, request));
  const response: Response = await NextAuth(new NextRequest(read), context, authOptions(server, client, attempt));
  if (attempt.ticket !== undefined) response.headers.append("set-cookie", signInCookie(server.env, attempt.ticket));
  return response;
}

export { handle as GET, handle as POST };
