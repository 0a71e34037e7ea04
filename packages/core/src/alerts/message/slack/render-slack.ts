import type { AlertMessage, IncidentMessage, IncidentSummary, TestMessage } from "../alert-message";
import {
  alsoNotifiedText,
  consecutiveFailures,
  errorText,
  failingTitle,
  headline,
  recoveryText,
  resolvedTitle,
  titleOf,
  updateText,
} from "../sentences";
import {
  type Block,
  context,
  fields,
  linkButton,
  MESSAGE_LIMITS,
  type SlackMessage,
  section,
  withBlockIds,
} from "./blocks";
import { fence, inline, link, localTime } from "./mrkdwn";

const RED = "#D92D20";
const GREEN = "#12B76A";
const GRAY = "#667085";
const ERROR_LINES = 12;
const REPLY_ERROR_CHARS = 1_200;

/** Renders a message for Slack: an incident's first message and its edits with all details, updates as thread replies. */
export function renderSlack(message: AlertMessage, revision: number): SlackMessage {
  return withBlockIds({ text: inline(headline(message), MESSAGE_LIMITS.textChars), ...bodyOf(message) }, revision);
}

type Body = Omit<SlackMessage, "text">;

function bodyOf(message: AlertMessage): Body {
  switch (message.type) {
    case "text":
      return { blocks: [], attachments: [] };
    case "test":
      return testBody(message);
    case "incident":
      return withNote(
        message.notice === "opened" || message.notice === "edit" ? rootBody(message) : replyBody(message),
        message,
      );
  }
}

const rootBody = ({ incident }: IncidentMessage): Body =>
  incident.resolvedAt ? resolvedBody(incident) : failingBody(incident);

function failingBody(incident: IncidentSummary): Body {
  const since = `${consecutiveFailures(incident)} since ${localTime(incident.openedAt)}`;
  const reopened = incident.reopened > 0 ? ` · reopened ${incident.reopened}×` : "";
  const details: Block[] = [errorBlock(incident, MESSAGE_LIMITS.sectionChars)];
  if (incident.steps.length > 1) details.push(section(stepsText(incident)));
  details.push(fields(factsOf(incident)), context(contextText(incident)), buttons(incident));
  return {
    blocks: [section(`${linkedTitle(incident, failingTitle(incident))}\n${since}${reopened}`)],
    attachments: [{ color: RED, blocks: details }],
  };
}

function resolvedBody(incident: IncidentSummary): Body {
  const details: Block[] = [section(`~${consecutiveFailures(incident)}~ · ${inline(recoveryText(incident), 200)}`)];
  if (incident.steps.length > 0) details.push(section(stepsText(incident)));
  details.push(context(contextText(incident)), buttons(incident));
  return {
    blocks: [section(linkedTitle(incident, resolvedTitle(incident)))],
    attachments: [{ color: GREEN, blocks: details }],
  };
}

function replyBody(message: IncidentMessage): Body {
  const { incident, notice } = message;
  const runLink = incident.runUrl ? ` · ${link(incident.runUrl, "View run")}` : "";
  const mark = notice === "recovered" ? ":white_check_mark: " : "";
  const text = `${mark}*${inline(titleOf(incident), 150)}* ${inline(updateText(message), 300)}${runLink}`;
  const blocks = notice === "recovered" ? [section(text)] : [section(text), errorBlock(incident, REPLY_ERROR_CHARS)];
  return { blocks, attachments: [] };
}

const testBody = ({ team, by, url }: TestMessage): Body => ({
  blocks: [section(`:wave: *${link(url, inline(`Alerts for ${team} will be sent here`, 150))}*`)],
  attachments: [{ color: GRAY, blocks: [context(`Test sent by ${inline(by, 100)}. No action needed.`)] }],
});

const withNote = (body: Body, { note }: IncidentMessage): Body =>
  note === null ? body : { ...body, blocks: [...body.blocks, context(`:warning: ${inline(note, 400)}`)] };

const linkedTitle = ({ url, deployment }: IncidentSummary, title: string): string =>
  `*${link(url, inline(title, 150))}* · ${inline(deployment, 60)}`;

function factsOf(incident: IncidentSummary): string[] {
  const [first] = incident.steps;
  return [
    first
      ? `*Failed step*\n${inline(first.key, 200)}`
      : `*Reason*\n${inline(incident.failureReason ?? "unknown", 200)}`,
    `*Last success*\n${incident.lastSuccessAt ? localTime(incident.lastSuccessAt) : "never"}`,
    `*Owner*\n${inline(incident.owner, 200)}`,
    ...(incident.commit ? [`*Commit*\n${inline(incident.commit.slice(0, 12), 40)}`] : []),
  ];
}

function stepsText({ steps, moreSteps }: IncidentSummary): string {
  const lines = steps.map(
    ({ key, error }) => `• *${inline(key, 80)}*${error === null ? "" : ` — ${inline(error, 100)}`}`,
  );
  return [...lines, ...(moreSteps > 0 ? [`and ${moreSteps} more`] : [])].join("\n");
}

function contextText(incident: IncidentSummary): string {
  const parts = [
    ...incident.warnings.map((warning) => `:warning: ${inline(warning, 300)}`),
    ...[alsoNotifiedText(incident) ?? []].flat().map((text) => inline(text, 400)),
    ...(incident.tags.length > 0 ? [inline(incident.tags.join(", "), 700)] : []),
  ];
  return parts.length > 0 ? parts.join(" · ") : `Millrace · ${inline(incident.deployment, 60)}`;
}

const errorBlock = (incident: IncidentSummary, chars: number): Block =>
  section(fence(errorText(incident) ?? "No error recorded", { chars, lines: ERROR_LINES }));

function buttons({ url, runUrl }: IncidentSummary): Block {
  const run = runUrl ? [linkButton("open_run", "View run", runUrl)] : [];
  return { type: "actions", elements: [...run, linkButton("open_incident", "View incident", url)] };
}
