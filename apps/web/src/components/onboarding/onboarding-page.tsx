"use client";
import { Button, Callout, CodeBlock, PageHeader, toast } from "@millrace/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import Link from "next/link";
import { useSyncExternalStore } from "react";
import { deploymentPaths } from "@/lib/paths";
import { useOrg, useOrganization } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { useLiveConnected } from "../live/live-provider";
import { Page } from "../shared/page";
import { QueryView } from "../shared/query-view";
import { OnboardingStep } from "./onboarding-step";

type State = Outputs["onboarding"]["state"];
const nothing = () => () => {};

/** From nothing to a green run: the exact commands, and a page that notices when they have worked. */
export function OnboardingPage() {
  const trpc = useTRPC();
  const { org } = useOrg();
  const connected = useLiveConnected();
  const state = useQuery(trpc.onboarding.state.queryOptions({ org }, { refetchInterval: connected ? 10_000 : 2_000 }));
  return (
    <Page className="max-w-3xl">
      <PageHeader
        description="Five minutes from an empty folder to a run, a lineage graph and a message when it breaks."
        title="First steps"
      />
      <QueryView query={state} what="how far you are">
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
      meta: { failure: "No token was made" },
      onSuccess: () => toast.success("Token made", { description: "It is in the commands below, and nowhere else." }),
    }),
  );
  const secret = token.data?.token ?? "mr_pat_…";
  const pages = deploymentPaths(org, organization.data?.deployments[0]?.name ?? "production");
  const pushed = state.latestPush;
  const loaded = pushed?.status === "READY" || state.assets > 0;
  const isGreen = state.latestRun?.status === "SUCCESS";
  return (
    <ol className="flex flex-col">
      <OnboardingStep done={state.hasToken} number={1} title="Get a token">
        <p className="text-muted">
          It lets the command line push and run in your name, for 30 days. It is shown on this page once.
        </p>
        <Button
          className="mt-3"
          onClick={() => token.mutate({ org })}
          pending={token.isPending}
          variant={state.hasToken ? "secondary" : "primary"}
        >
          <KeyRound aria-hidden /> {token.data ? "Make another token" : "Put a fresh token into the commands"}
        </Button>
      </OnboardingStep>
      <OnboardingStep done={pushed !== null} number={2} title="Write and push">
        <p className="text-muted">
          The command line makes a small project that works; push it as it is, then change it.
        </p>
        <CodeBlock
          className="mt-3"
          code={`npx --yes ${origin}/packages/millrace.tgz init my-location\ncd my-location && npm install\nexport MILLRACE_URL=${origin} MILLRACE_TOKEN=${secret}\nnpx millrace push`}
          wrap
        />
        <p aria-live="polite" className="mt-3 text-sm">
          {pushed === null ? (
            <span className="text-subtle">Listening for your first push…</span>
          ) : pushed.status === "FAILED" ? (
            <Callout
              action={
                <Button render={<Link href={pages.location(pushed.location)} />} size="sm">
                  See the error
                </Button>
              }
              tone="danger"
              title={`${pushed.location} did not load`}
            >
              Nothing was replaced. Mend it and push again.
            </Callout>
          ) : (
            <span className="font-medium text-success-text">
              {pushed.location} arrived
              {loaded && state.assets > 0
                ? ` with ${state.assets} ${state.assets === 1 ? "asset" : "assets"}`
                : ", loading…"}
            </span>
          )}
        </p>
      </OnboardingStep>
      <OnboardingStep done={isGreen} number={3} title="Run it">
        <p className="text-muted">Materialize everything, from the graph or from the terminal.</p>
        <CodeBlock className="mt-3" code={'npx millrace materialize "*" --watch'} />
        <div className="mt-3 flex flex-wrap gap-2">
          <Button render={<Link href={pages.lineage} />} variant={loaded && !state.latestRun ? "primary" : "secondary"}>
            Open the lineage graph
          </Button>
          {state.latestRun && (
            <Button render={<Link href={pages.run(state.latestRun.id)} />} variant={isGreen ? "secondary" : "primary"}>
              Watch the run
            </Button>
          )}
        </div>
      </OnboardingStep>
      <OnboardingStep done={state.hasTeam && state.hasDestination} last number={4} title="Be told when it breaks">
        <p className="text-muted">Make a team, give it a Slack channel, and name it as an owner in your code.</p>
        <div className="mt-3 flex flex-wrap gap-2">
          <Button render={<Link href={paths.settings("teams")} />}>Make a team</Button>
          <Button render={<Link href={paths.settings("slack")} />}>Connect Slack</Button>
        </div>
      </OnboardingStep>
    </ol>
  );
}
