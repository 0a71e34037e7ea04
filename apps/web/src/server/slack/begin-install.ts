import { assertSameOriginMutation, enterOrganization, problemResponse, requestIdOf } from "@millrace/api";
import { DomainError } from "@millrace/core";
import { rolePermissionMissing } from "@millrace/core/identity";
import type { WebServer } from "../composition";
import { installCookie } from "./install-cookie";

const PERMISSION = "slack:manage";

/** Answers with Slack's page to open, and binds the installation to this browser with a cookie. */
export async function beginSlackInstall(server: WebServer, request: Request, slug: string): Promise<Response> {
  const requestId = requestIdOf(request);
  try {
    assertSameOriginMutation(request, server.origins);
    const ctx = await server.contextOf(request, requestId);
    const org = await enterOrganization(ctx, slug);
    if (!org.can(PERMISSION)) {
      await ctx.recordDenied({ orgId: org.orgId, actor: org.actor, permission: PERMISSION, path: "slack.connect" });
      throw rolePermissionMissing(PERMISSION);
    }
    if (!server.slackInstall) throw notConfigured();
    const { url, nonce } = server.slackInstall.begin(org.scope, org.slug);
    return Response.json(
      { url },
      { headers: { "set-cookie": installCookie(server.env, nonce), "cache-control": "no-store" } },
    );
  } catch (error) {
    const response = problemResponse(error, requestId);
    if (response.status === 500) server.log.error({ err: error, requestId }, "Slack installation not begun");
    return response;
  }
}

const notConfigured = () =>
  new DomainError(
    "conflict",
    "slack_not_configured",
    "No Slack app is configured. Ask your platform operator to set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.",
  );
