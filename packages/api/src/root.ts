import type { AccountUseCases } from "@millrace/services/accounts";
import type { AlertUseCases } from "@millrace/services/alerts";
import type { AssetUseCases } from "@millrace/services/assets";
import type { AuditUseCases } from "@millrace/services/audit";
import type { AutomationUseCases } from "@millrace/services/automation";
import type { JobUseCases } from "@millrace/services/jobs";
import type { LimitUseCases } from "@millrace/services/limits";
import type { LocationUseCases } from "@millrace/services/locations";
import type { MailUseCases } from "@millrace/services/mail";
import type { OnboardingUseCases } from "@millrace/services/onboarding";
import type { OperatorUseCases } from "@millrace/services/operator";
import type { OrganizationUseCases } from "@millrace/services/organizations";
import type { OverviewUseCases } from "@millrace/services/overview";
import type { PartitionUseCases } from "@millrace/services/partitions";
import type { QueueUseCases } from "@millrace/services/queue";
import type { RunUseCases } from "@millrace/services/runs";
import type { SearchUseCases } from "@millrace/services/search";
import type { StateUseCases } from "@millrace/services/state";
import type { TeamUseCases } from "@millrace/services/teams";
import type { TokenUseCases } from "@millrace/services/tokens";
import type { VariableUseCases } from "@millrace/services/variables";
import { accountRouter } from "./routers/account";
import { assetRouter } from "./routers/asset";
import { auditRouter } from "./routers/audit";
import { authRouter } from "./routers/auth";
import { automationRouter } from "./routers/automation";
import { deliveryRouter } from "./routers/delivery";
import { deploymentRouter } from "./routers/deployment";
import { destinationRouter } from "./routers/destination";
import { grantRouter } from "./routers/grant";
import { incidentRouter } from "./routers/incident";
import { invitationRouter } from "./routers/invitation";
import { jobRouter } from "./routers/job";
import { limitRouter } from "./routers/limit";
import { locationRouter } from "./routers/location";
import { mailRouter } from "./routers/mail";
import { memberRouter } from "./routers/member";
import { onboardingRouter } from "./routers/onboarding";
import { operatorRouter } from "./routers/operator";
import { organizationRouter } from "./routers/organization";
import { overviewRouter } from "./routers/overview";
import { partitionRouter } from "./routers/partition";
import { policyRouter } from "./routers/policy";
import { poolRouter } from "./routers/pool";
import { queueRouter } from "./routers/queue";
import { runRouter } from "./routers/run";
import { searchRouter } from "./routers/search";
import { secondFactorRouter } from "./routers/second-factor";
import { silenceRouter } from "./routers/silence";
import { slackRouter } from "./routers/slack";
import { stateRouter } from "./routers/state";
import { teamRouter } from "./routers/team";
import { tokenRouter } from "./routers/token";
import { variableRouter } from "./routers/variable";
import { rejectUnknownFields } from "./trpc/reject-unknown-fields";
import { createCallerFactory, router } from "./trpc/trpc";

/** The use cases that the routers call. */
export type AppDeps = {
  readonly accounts: AccountUseCases;
  readonly alerts: AlertUseCases;
  readonly assets: AssetUseCases;
  readonly audit: AuditUseCases;
  readonly automation: AutomationUseCases;
  readonly jobs: JobUseCases;
  readonly limits: LimitUseCases;
  readonly locations: LocationUseCases;
  readonly mail: MailUseCases;
  readonly onboarding: OnboardingUseCases;
  readonly operator: OperatorUseCases;
  readonly organizations: OrganizationUseCases;
  readonly overview: OverviewUseCases;
  readonly partitions: PartitionUseCases;
  readonly queue: QueueUseCases;
  readonly runs: RunUseCases;
  readonly search: SearchUseCases;
  readonly state: StateUseCases;
  readonly teams: TeamUseCases;
  readonly tokens: TokenUseCases;
  readonly variables: VariableUseCases;
};

const createRouter = (deps: AppDeps) =>
  router({
    account: accountRouter(deps.accounts),
    asset: assetRouter(deps.assets),
    audit: auditRouter(deps.audit),
    automation: automationRouter(deps.automation),
    auth: authRouter(deps.accounts, deps.organizations),
    deployment: deploymentRouter(deps.organizations),
    grant: grantRouter(deps.organizations),
    invitation: invitationRouter(deps.organizations),
    location: locationRouter(deps.locations),
    job: jobRouter(deps.jobs),
    limit: limitRouter(deps.limits),
    mail: mailRouter(deps.mail),
    member: memberRouter(deps.organizations),
    onboarding: onboardingRouter(deps.onboarding),
    operator: operatorRouter(deps.operator),
    organization: organizationRouter(deps.organizations),
    overview: overviewRouter(deps.overview),
    partition: partitionRouter(deps.partitions),
    pool: poolRouter(deps.limits),
    queue: queueRouter(deps.queue),
    run: runRouter(deps.runs),
    search: searchRouter(deps.search),
    secondFactor: secondFactorRouter(deps.accounts.secondFactors),
    delivery: deliveryRouter(deps.alerts),
    destination: destinationRouter(deps.alerts, deps.teams),
    incident: incidentRouter(deps.alerts),
    policy: policyRouter(deps.alerts),
    silence: silenceRouter(deps.alerts),
    slack: slackRouter(deps.alerts),
    state: stateRouter(deps.state),
    team: teamRouter(deps.teams),
    token: tokenRouter(deps.tokens),
    variable: variableRouter(deps.variables),
  });

/** Every procedure of the dashboard's API. */
export const createAppRouter = (deps: AppDeps) => rejectUnknownFields(createRouter(deps));

export type AppRouter = ReturnType<typeof createAppRouter>;

/** Calls procedures without HTTP: server-rendered pages and tests. */
export const createCaller = (appRouter: AppRouter) => createCallerFactory(appRouter);
