import { launchOne, untilEnded } from "../inject/runs";
import type { Scenario } from "../scenario";
import type { FaultStack } from "../stack/fault-stack";
import type { TestOrganization } from "../stack/organization";
import { pass, until } from "../wait";

/** From the end of a failed run to its message, with a second attempt after an error. */
const SENT_WITHIN_MS = 30_000;
const METHOD = "chat.postMessage";

export const slackScenarios: readonly Scenario[] = [
  {
    name: "Slack limits the rate, then fails, then loses an answer",
    async run(stack) {
      const [organization] = stack.organizations;
      stack.slackApi.fail({ kind: "rateLimited", method: METHOD, retryAfterSeconds: 2, times: 1 });
      await expectAlert(stack, organization, "fails_1");
      stack.slackApi.fail({ kind: "status", method: METHOD, status: 500, times: 1 });
      await expectAlert(stack, organization, "fails_2");
      stack.slackApi.fail({ kind: "lostAnswer", method: METHOD, times: 1 });
      await expectAlert(stack, organization, "fails_3");
    },
  },
  {
    name: "the Slack app is frozen, then killed, while an alert is due",
    async run(stack, random) {
      const [, organization] = stack.organizations;
      stack.slack.freeze();
      await untilEnded(stack, [await launchOne(organization, { job: "fails_1" })]);
      await pass(random.int(500, 3_000));
      await stack.slack.kill();
      await untilSent(stack, organization, "fails_1");
    },
  },
  {
    name: "Slack answers with a page that isn't JSON",
    async run(stack) {
      const [organization] = stack.organizations;
      stack.slackApi.fail({ kind: "html", method: METHOD, times: 1 });
      await expectAlert(stack, organization, "fails_4");
    },
  },
];

async function expectAlert(stack: FaultStack, organization: TestOrganization, job: string): Promise<void> {
  await untilEnded(stack, [await launchOne(organization, { job })]);
  await untilSent(stack, organization, job);
}

/** Waits until the message about a job's incident has reached Slack and Millrace knows it. */
async function untilSent({ database, slackApi }: FaultStack, { orgId }: TestOrganization, job: string): Promise<void> {
  await until(`the alert about ${job} is sent`, SENT_WITHIN_MS, async () => {
    const [delivery] = await database.query<{ status: string; error: string | null }>(
      `select delivery."status", delivery."error" from "Delivery" delivery join "Incident" incident
         on incident."orgId" = delivery."orgId" and incident."id" = delivery."incidentId"
       where delivery."orgId" = $1 and incident."subject" = $2 and delivery."kind" = 'opened'`,
      [orgId, job],
    );
    return delivery?.status === "SENT" && slackApi.workspace.messages.some(({ text }) => text.includes(job));
  });
}
