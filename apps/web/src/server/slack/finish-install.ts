import { enterOrganization, problemResponse, requestIdOf } from "@millrace/api";
import { DomainError, isDomainError } from "@millrace/core";
import { rolePermissionMissing } from "@millrace/core/identity";
import type { WebServer } from "../composition";
import { installCookie, installNonce } from "./install-cookie";

/**
 * The end of an installation. Only the browser that began can finish it, once, while the same person is signed in and
 * still has the permission. People land on the settings page; its `error` names what Slack or they didn't grant.
 */
export async function finishSlackInstall(server: WebServer, request: Request): Promise<Response> {
  const requestId = requestIdOf(request);
  try {
    const { slackInstall, env } = server;
    if (!slackInstall) throw new DomainError("notFound", "page_not_found", "Page not found.");
    const query = new URL(request.url).searchParams;
    const stateText = query.get("state") ?? "";
    const state = slackInstall.read(stateText, installNonce(env, request));

    const ctx = await server.contextOf(request, requestId);
    if (ctx.user?.id !== state.userId) throw anotherPerson();
    const org = await enterOrganization(ctx, state.orgSlug);
    if (org.orgId !== state.orgId || !org.can("slack:manage")) throw rolePermissionMissing("slack:manage");

    const code = query.get("code");
    const problem = code ? await problemOf(slackInstall.finish(org.scope, stateText, code)) : "slack_canceled";
    return toSettings(server, org.slug, problem);
  } catch (error) {
    const response = problemResponse(error, requestId);
    if (response.status === 500) server.log.error({ err: error, requestId }, "Slack installation not finished");
    return response;
  }
}

/** Returns the code of what the person can try again; anything else is an error of this request. */
async function problemOf(work: Promise<void>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (isDomainError(error) && error.kind === "conflict") return error.code;
    throw error;
  }
}

function toSettings({ env }: WebServer, slug: string, problem: string | null): Response {
  const query = problem ? `?error=${problem}` : "";
  const location = `${env.MILLRACE_URL}/o/${encodeURIComponent(slug)}/settings/slack${query}`;
  return new Response(null, {
    status: 302,
    headers: { location, "set-cookie": installCookie(env, null), "cache-control": "no-store" },
  });
}

const anotherPerson = () =>
  new DomainError(
    "forbidden",
    "slack_install_other_person",
    "Someone else began this Slack installation. Sign in as that person, or start again in Settings › Slack.",
  );
