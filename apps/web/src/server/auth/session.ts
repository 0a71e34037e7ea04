import type { SessionUser } from "@millrace/api";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { getServer } from "../composition";

/** The person who looks at the page, or null. Read once per request. */
export const getSession = cache(async (): Promise<SessionUser | null> => {
  const [{ readSession }, jar] = await Promise.all([getServer(), cookies()]);
  return readSession((name) => jar.get(name)?.value);
});

/** The person who looks at the page. A visitor is sent to sign in and back. */
export async function requireUser(): Promise<SessionUser> {
  const user = await getSession();
  if (user) return user;
  const here = (await headers()).get("x-pathname") ?? "/";
  redirect(`/sign-in?next=${encodeURIComponent(here)}`);
}
