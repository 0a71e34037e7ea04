import { createCaller, requestIdOf } from "@millrace/api";
import { headers } from "next/headers";
import { cache } from "react";
import { getServer } from "./composition";

/** Calls procedures for a server-rendered page, as the person who looks at it. */
export const getCaller = cache(async () => {
  const [server, incoming] = await Promise.all([getServer(), headers()]);
  const request = new Request(server.env.MILLRACE_URL, { headers: new Headers(incoming) });
  return createCaller(server.appRouter)(await server.contextOf(request, requestIdOf(request)));
});
