import { DEFAULTS, DomainError, PageInput } from "@millrace/core";
import { DefinitionKind } from "@millrace/core/manifest";
import {
  ActiveManifest,
  BundlePresence,
  DefinitionList,
  EgressList,
  LocationList,
  PushAnswer,
  UploadedBundle,
  Version,
  VersionDetail,
  VersionPage,
} from "@millrace/protocol";
import { type AwaitLoad, type LocationUseCases, PushVersionInput, SetEgressInput } from "@millrace/services/locations";
import { z } from "zod";
import { route } from "../route";
import { presentVersion } from "./present-version";
import { pusherOf } from "./pusher-of";

const LOCATIONS = "/orgs/{org}/deployments/{deployment}/locations";
const LOCATION = `${LOCATIONS}/{location}` as const;
const EGRESS = "/orgs/{org}/locations/{location}/egress";
const BUNDLE = "/orgs/{org}/locations/{location}/bundles/{hash}";
const Nothing = z.object({});
const Hash = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hexadecimal") });
const VersionRef = z.object({ version: z.coerce.number().int().min(1) });
/** Proxies cut connections that are silent for a minute or so. */
const WAIT_SECONDS_MAX = 30;
const VersionQuery = VersionRef.extend({
  wait: z.coerce
    .number()
    .min(0)
    .max(WAIT_SECONDS_MAX)
    .default(0)
    .describe("maximum seconds to wait for the version to load"),
});

type MaybeLocation = { readonly name: string; readonly id: string | undefined };

type Deps = { readonly locations: LocationUseCases; readonly awaitLoad: AwaitLoad };

/** Routes of code locations: bundles, versions, activation, and what a deployment serves. */
export const locationRoutes = ({ locations, awaitLoad }: Deps) => [
  route({
    method: "GET",
    path: BUNDLE,
    permission: "location:push",
    summary: "Check whether a bundle is already stored",
    input: Hash,
    output: BundlePresence,
    handler: async ({ org }, { hash }) => ({ hash, exists: await locations.hasBundle(org.scope, hash) }),
  }),
  route({
    method: "PUT",
    path: BUNDLE,
    permission: "location:push",
    summary: "Upload a bundle (.tar.gz) under the SHA-256 of its bytes",
    body: "bytes",
    perMinuteMax: DEFAULTS.rates.uploadsPerOrganizationPerMinute,
    input: Hash,
    output: UploadedBundle,
    status: 201,
    handler: ({ org, request }, { hash }) => locations.uploadBundle(org.scope, { hash, content: bodyOf(request) }),
  }),
  route({
    method: "POST",
    path: `${LOCATION}/versions`,
    permission: "location:push",
    summary: "Create a version from an uploaded bundle. It is activated after loading unless `activate` is false.",
    input: PushVersionInput,
    output: PushAnswer,
    status: 201,
    handler: async (ctx, input) => {
      const { version, created } = await locations.push(ctx.org.scope, pusherOf(ctx), ctx.deployment, input);
      return { created, version: presentVersion(version, false) };
    },
  }),
  route({
    method: "GET",
    path: LOCATIONS,
    permission: "location:read",
    summary: "List code locations with their active version in the deployment",
    input: Nothing,
    output: LocationList,
    handler: async ({ org, deployment }) => {
      const rows = await locations.list(org.scope, deployment.id);
      return {
        data: rows.map(({ id, name, team, active, latest }) => ({
          id,
          name,
          team: team?.slug ?? null,
          active: active && { ...active, activatedAt: active.activatedAt.toISOString() },
          latest: latest && { ...latest, createdAt: latest.createdAt.toISOString() },
        })),
      };
    },
  }),
  route({
    method: "GET",
    path: `${LOCATION}/versions`,
    permission: "location:read",
    summary: "List pushed versions, newest first",
    input: PageInput,
    output: VersionPage,
    handler: async ({ org, deployment, location }, input) => {
      const page = await locations.listVersions(org.scope, deployment.id, existing(location), input);
      return { ...page, data: page.data.map((version) => presentVersion(version, version.isActive)) };
    },
  }),
  route({
    method: "GET",
    path: `${LOCATION}/versions/{version}`,
    permission: "location:read",
    summary: "Get a version: its status, load error, warnings, and changes",
    input: VersionQuery,
    output: VersionDetail,
    handler: async ({ org, deployment, location, request }, { version, wait }) => {
      const until = { ms: wait * 1_000, signal: request.signal };
      if (wait > 0) await awaitLoad(org.scope, existing(location), version, until);
      const found = await locations.getVersion(org.scope, deployment.id, existing(location), version);
      return { ...presentVersion(found, found.isActive), diff: found.diff };
    },
  }),
  route({
    method: "POST",
    path: `${LOCATION}/activate`,
    permission: "location:activate",
    summary: "Activate a version in the deployment",
    input: VersionRef,
    output: Version,
    handler: async ({ org, deployment, location }, { version }) =>
      presentVersion(await locations.activate(org.scope, deployment, existing(location), { version }), true),
  }),
  route({
    method: "POST",
    path: `${LOCATION}/rollback`,
    permission: "location:activate",
    summary: "Roll back to the previously active version",
    input: Nothing,
    output: Version,
    handler: async ({ org, deployment, location }) =>
      presentVersion(await locations.rollback(org.scope, deployment, existing(location)), true),
  }),
  route({
    method: "GET",
    path: EGRESS,
    permission: "location:read",
    summary: "Get the code location's network allowlist (applies to every deployment)",
    input: Nothing,
    output: EgressList,
    handler: async ({ org, location }) => ({ allow: (await locations.get(org.scope, location.name)).egress }),
  }),
  route({
    method: "PUT",
    path: EGRESS,
    permission: "egress:manage",
    summary: "Replace the code location's network allowlist",
    input: SetEgressInput,
    output: EgressList,
    handler: ({ org, location }, input) => locations.setEgress(org.scope, existing(location), input),
  }),
  route({
    method: "GET",
    path: `${LOCATION}/manifest`,
    permission: "location:read",
    summary: "Get the manifest of the active version; null before the first activation",
    input: Nothing,
    output: ActiveManifest,
    handler: async ({ org, deployment, location }) => ({
      location: location.name,
      manifest: location.id
        ? await locations.getActiveManifest(org.scope, deployment.id, { ...location, id: location.id })
        : null,
    }),
  }),
  route({
    method: "GET",
    path: "/orgs/{org}/deployments/{deployment}/definitions",
    permission: "location:read",
    summary: "List active assets, checks, jobs, schedules, and sensors in the deployment",
    input: z.object({ kind: DefinitionKind.optional() }),
    output: DefinitionList,
    handler: async ({ org, deployment }, { kind }) => ({
      data: await locations.listDefinitions(org.scope, deployment.id, { kind }),
    }),
  }),
];

function existing({ name, id }: MaybeLocation): { name: string; id: string } {
  if (id !== undefined) return { name, id };
  throw new DomainError(
    "notFound",
    "location_not_found",
    `Code location "${name}" not found. Your first push creates it.`,
  );
}

function bodyOf(request: Request): AsyncIterable<Uint8Array> {
  if (request.body) return request.body as unknown as AsyncIterable<Uint8Array>;
  throw new DomainError("invalid", "body_missing", "The request has no body. Send the bundle as the request body.");
}
