import { createCaller, requestIdOf } from "@millrace/api";
import { headers } from "next/headers";
import { cache } from "react";
import { getServer } from "./composition";

/** The router and the context of the request that renders a page. Created once per request. */
export const getPageContext = cache(async () => {
  const [server, incoming] = await Promise.all([getServer(), headers()]);
  const request = new Request(server.env.MILLRACE_URL, { headers: new Headers(incoming) });
  return { router: server.appRouter, ctx: await server.contextOf(request, requestIdOf(request)) };
});

/** Calls procedures for a server-rendered page, as the viewer. */
export const getCaller = cache(async () => {
  const { router, ctx } = await getPageContext();
  return createCaller(router)(ctx);
});
