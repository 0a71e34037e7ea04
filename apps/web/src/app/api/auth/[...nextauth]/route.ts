import { clientAddress } from "@millrace/api";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/server/auth/auth-options";
import { getServer } from "@/server/composition";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const server = await getServer();
  const client = {
    ip: clientAddress(request, server.env.TRUSTED_PROXY_HOPS),
    userAgent: request.headers.get("user-agent") ?? undefined,
  };
  return NextAuth(request, context, authOptions(server, client));
}

export { handle as GET, handle as POST };
