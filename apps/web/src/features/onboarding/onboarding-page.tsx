"use client";
import { Button, Callout, CodeBlock, PageHeader, toast } from "@millrace/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import Link from "next/link";
import { useSyncExternalStore } from "react";
import { deploymentPaths } from "@/lib/paths";
import { useOrg, useOrganization } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { Page } from "../../shared/page";
import { QueryView } from "../../shared/query-view";
import { useLiveConnected } from "../../shell/live/live-provider";
import { OnboardingStep } from "./onboarding-step";

type State = Outputs["onboarding"]["state"];
const nothing = () => () => {};

/** From nothing to a successful run: the exact commands, on a page that notices when they succeed. */
export function OnboardingPage() {
  const trpc = useTRPC();
  const { org } = useOrg();
  const connected = useLiveConnected();
  const state = useQuery(trpc.onboarding.state.queryOptions({ org }, { refetchInterval: connected ? 10_000 : 2_000 }));
  return (
    <Page className="max-w-3xl">
      <PageHeader
        description="Go from an empty folder to a run, a lineage graph, and alerts in five minutes."
        title="Get started"
      />
      <QueryView query={state} what="progress">
        {(data) => <Steps state={data} />}
      </QueryView>
    </Page>
  );
}

function Steps({ state }: { state: State }) {
  const trpc = useTRPC();
  const { org, paths } = useOrg();
  const organization = useOrganization();
  const origin = useSyncExternalStore(
    nothing,
    () => window.location.origin,
    () => "",
  );
  const token = useMutation(
    trpc.onboarding.token.mutationOptions({
      meta: { failure: "Couldn't create a token" },
      onSuccess: () =>
        toast.success("Token created", {
          description: "It's filled into the commands below and won't be shown again.",
        }),
    }),
  );
  const secret = token.data?.token ?? "mr_pat_…";
  const pages = deploymentPaths(org, organization.data?.deployments[0]?.name ?? "production");
  const pushed = state.latestPush;
  const loaded = pushed?.status === "READY" || state.assets > 0;
  const isGreen = state.latestRun?.status === "SUCCESS";
  return (
    <ol className="flex flex-col">
      <OnboardingStep done={state.hasToken} number={1} title="Create a token">
        <p className="text-muted">
          The CLI uses it to push and launch runs as you. It expires in 30 days and is shown only once.
        </p>
        <Button
          className="mt-3"
          onClick={() => token.mutate({ org })}
          pending={token.isPending}
          variant={state.hasToken ? "secondary" : "primary"}
        >
          <KeyRound aria-hidden /> {token.data ? "Create another token" : "Create token"}
        </Button>
      </OnboardingStep>
      <OnboardingStep done={pushed !== null} number={2} title="Push a project">
        <p className="text-muted">The CLI creates a small working project. Push it as is, then make it your own.</p>
        <CodeBlock
          className="mt-3"
          code={`npx --yes ${origin}/packages/millrace.tgz init my-location\ncd my-location && npm install\nexport MILLRACE_URL=${origin} MILLRACE_TOKEN=${secret}\nnpx millrace push`}
          wrap
        />
        <p aria-live="polite" className="mt-3 text-sm">
          {pushed === null ? (
            <span className="text-subtle">Waiting for your first push…</span>
          ) : pushed.status === "FAILED" ? (
            <Callout
              action={
                <Button render={<Link href={pages.location(pushed.location)} />} size="sm">
                  View error
                </Button>
              }
              tone="danger"
              title={`${pushed.location} failed to load`}
            >
              The active version hasn't changed. Fix the error and push again.
            </Callout>
          ) : (
            <span className="font-medium text-success-text">
              {pushed.location} pushed
              {loaded && state.assets > 0
                ? ` with ${state.assets} ${state.assets === 1 ? "asset" : "assets"}`
                : ", loading…"}
            </span>
          )}
        </p>
      </OnboardingStep>
      <OnboardingStep done={isGreen} number={3} title="Run it">
        <p className="text-muted">Materialize all assets from the lineage graph or the terminal.</p>
        <CodeBlock className="mt-3" code={'npx millrace materialize "*" --watch'} />
        <div className="mt-3 flex flex-wrap gap-2">
          <Button render={<Link href={pages.lineage} />} variant={loaded && !state.latestRun ? "primary" : "secondary"}>
            Open the lineage graph
          </Button>
          {state.latestRun && (
            <Button render={<Link href={pages.run(state.latestRun.id)} />} variant={isGreen ? "secondary" : "primary"}>
              View run
            </Button>
          )}
        </div>
      </OnboardingStep>
      <OnboardingStep done={state.hasTeam && state.hasDestination} last number={4} title="Set up alerts">
        <p className="text-muted">Create a team, add its Slack channel, and set it as an owner in your code.</p>
        <div className="mt-3 flex flex-wrap gap-2">
          <Button render={<Link href={paths.settings("teams")} />}>Create a team</Button>
          <Button render={<Link href={paths.settings("slack")} />}>Connect Slack</Button>
        </div>
      </OnboardingStep>
    </ol>
  );
}
