import { Callout } from "@millrace/ui";

const MESSAGES: Readonly<Record<string, string>> = {
  slack_canceled: "The installation was canceled in Slack.",
  slack_rejected: "Slack rejected the installation. Try again.",
  slack_unreachable: "Couldn't reach Slack. Try again in a few minutes.",
};

/** Why Slack isn't connected, after coming back from Slack's page. */
export function SlackProblem({ code }: { code: string | null }) {
  const message = code === null ? undefined : MESSAGES[code];
  if (!message) return null;
  return (
    <div role="alert">
      <Callout tone="danger">{message}</Callout>
    </div>
  );
}
