import { z } from "zod";
import { route } from "../route";

const Whoami = z.object({
  organization: z.object({ slug: z.string(), name: z.string() }),
  actor: z.object({ kind: z.enum(["pat", "svc"]), name: z.string(), userId: z.string().nullable() }),
  role: z.string(),
  scopes: z.array(z.string()).readonly(),
  expiresAt: z.iso.datetime().nullable(),
});

export const whoamiRoutes = [
  route({
    method: "GET",
    path: "/whoami",
    permission: null,
    summary: "Get the user or service the token belongs to",
    input: z.object({}),
    output: Whoami,
    handler: async ({ principal }) => ({
      organization: { slug: principal.member.slug, name: principal.member.name },
      actor: { kind: principal.kind, name: principal.actor.name, userId: principal.userId },
      role: principal.member.role,
      scopes: principal.restriction.scopes,
      expiresAt: principal.expiresAt?.toISOString() ?? null,
    }),
  }),
];
