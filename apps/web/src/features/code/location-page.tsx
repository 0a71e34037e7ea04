"use client";
import { Breadcrumbs, Button, ConfirmDialog, PageHeader, toast } from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import Link from "next/link";
import { parseAsInteger, useQueryState } from "nuqs";
import { useState } from "react";
import { useOrg, useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Page } from "../../shared/page";
import { QueryView } from "../../shared/query-view";
import { TextLink } from "../../shared/text-link";
import { EgressDialog } from "./egress-dialog";
import { LoadError } from "./load-error";
import type { LocationData } from "./location-data";
import { VersionDialog } from "./version-dialog";
import { VersionList } from "./version-list";

/** A code location: its versions, the active one, and load errors. */
export function LocationPage({ location }: { location: string }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const query = useQuery(trpc.location.get.queryOptions({ ...scope, location }));
  return (
    <Page>
      <QueryView query={query} what="code location">
        {(data) => <Content data={data} />}
      </QueryView>
    </Page>
  );
}

function Content({ data }: { data: LocationData }) {
  const trpc = useTRPC();
  const { scope, paths, deployment } = useScope();
  const { paths: orgPaths } = useOrg();
  const queryClient = useQueryClient();
  const [shown, setShown] = useQueryState("version", parseAsInteger);
  const [rollingBack, setRollingBack] = useState(false);
  const latest = data.versions[0];
  const active = data.versions.find((version) => version.isActive);
  const canRollBack = data.canActivate && active && data.activations.some((entry) => entry.number < active.number);
  const rollback = useMutation(
    trpc.location.rollback.mutationOptions({
      meta: { failure: "Couldn't roll back" },
      onSuccess: (version) => {
        toast.success(`Rolled back to v${version.number} in ${deployment}`);
        setRollingBack(false);
        void queryClient.invalidateQueries(trpc.location.pathFilter());
      },
    }),
  );
  return (
    <>
      <PageHeader
        actions={
          canRollBack && (
            <Button onClick={() => setRollingBack(true)}>
              <Undo2 aria-hidden /> Roll back
            </Button>
          )
        }
        eyebrow={
          <Breadcrumbs
            items={[
              <Link href={paths.code} key="code">
                Code locations
              </Link>,
              data.name,
            ]}
          />
        }
        meta={
          <>
            <span>
              {active ? `v${active.number} is active in ${deployment}` : `No active version in ${deployment}`}
            </span>
            {data.team && (
              <span>
                Owned by team{" "}
                <TextLink className="font-normal text-muted" href={orgPaths.team(data.team.slug)}>
                  {data.team.slug}
                </TextLink>
              </span>
            )}
            <span className="inline-flex items-center gap-1">
              {data.egress.length === 0 ? "No network access" : `Network access: ${data.egress.join(", ")}`}
              {data.canSetEgress && <EgressDialog allow={data.egress} location={data.name} />}
            </span>
          </>
        }
        title={<span className="font-mono">{data.name}</span>}
      />
      <div className="flex flex-col gap-5">
        {latest?.status === "FAILED" && <LoadError servesStill={active?.number} version={latest} />}
        <VersionList data={data} onShow={(number) => void setShown(number)} />
      </div>
      {shown !== null && <VersionDialog location={data.name} number={shown} onClose={() => void setShown(null)} />}
      <ConfirmDialog
        confirmLabel="Roll back"
        description={`This reactivates the version that was active in ${deployment} before v${active?.number ?? ""}, immediately. Runs already launched keep their version.`}
        onConfirm={() => rollback.mutate({ ...scope, location: data.name })}
        onOpenChange={setRollingBack}
        open={rollingBack}
        pending={rollback.isPending}
        title={`Roll back ${data.name}?`}
      />
    </>
  );
}
