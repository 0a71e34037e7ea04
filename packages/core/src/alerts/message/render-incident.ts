import type { PartView } from "../failed-parts";
import { type AlertMessage, type Block, context, fields, linkButton, MESSAGE_LIMITS, section } from "./blocks";
import type { IncidentView } from "./incident-view";
import { duration, escapeMrkdwn, fence, inline, link, localTime } from "./mrkdwn";
import { looksSecret, redactSecrets } from "./redact";

const RED = "#D92D20";
const GREEN = "#12B76A";
const PARTS_SHOWN = 10;
const ERROR_LINES = 12;
const TAGS_CHARS = 500;

/** The first message of an incident, and its edits while it lasts. */
export function renderFailure(view: IncidentView): AlertMessage {
  const title = `${titleOf(view)} ${view.kind === "loadError" ? "failed to load" : `${beOf(view)} failing`}`;
  const lasting = `${countOf(view)}${view.reopened > 0 ? `, reopened ${view.reopened}×` : ""}`;
  return {
    text: sentence(view, `${title} in ${view.deployment}: ${lasting}. ${firstLineOf(view)}`),
    blocks: [
      section(
        `*${link(view.url, inline(title, 150))}* · ${inline(view.deployment, 60)}\n${lasting} since ${localTime(view.openedAt)}`,
      ),
    ],
    attachments: [{ color: RED, blocks: details(view) }],
  };
}

/** The first message once everything in it has recovered. */
export function renderRecovered(view: IncidentView): AlertMessage {
  const line = recoveryLine(view);
  const blocks: Block[] = [section(`~${countOf(view)}~ · ${inline(line, 200)}`)];
  if (view.parts.length > 0) blocks.push(section(partsLine(view.parts)));
  blocks.push(context(contextLine(view)), buttons(view));
  return {
    text: sentence(view, `${titleOf(view)} ${line} in ${view.deployment}.`),
    blocks: [
      section(
        `*${link(view.url, inline(`${titleOf(view)} ${view.resolvedBy ? `${beOf(view)} resolved` : `${haveOf(view)} recovered`}`, 150))}* · ${inline(view.deployment, 60)}`,
      ),
    ],
    attachments: [{ color: GREEN, blocks }],
  };
}

/** A reply in the thread; `subject` where only one of several is meant. */
export function renderReply(
  view: IncidentView,
  reply: { kind: "recovered"; subject: string } | { kind: "reminder"; because: string } | { kind: "reopened" },
): AlertMessage {
  if (reply.kind === "recovered") {
    const text = `${reply.subject} ${recoveryLine(view)} in ${view.deployment}.`;
    return {
      text: sentence(view, text),
      blocks: [
        section(
          `:white_check_mark: *${inline(reply.subject, 150)}* ${inline(recoveryLine(view), 200)}${runLink(view)}`,
        ),
      ],
      attachments: [],
    };
  }
  const title = titleOf(view);
  const said =
    reply.kind === "reopened"
      ? `is failing again (reopened ${view.reopened}×)`
      : (REMINDERS[reply.because] ?? "is still failing");
  return {
    text: sentence(view, `${title} ${said} in ${view.deployment}: ${countOf(view)}. ${firstLineOf(view)}`),
    blocks: [
      section(`*${inline(title, 150)}* ${inline(said, 200)}: ${countOf(view)}${runLink(view)}`),
      errorBlock(view, 1_200),
    ],
    attachments: [],
  };
}

const REMINDERS: Readonly<Record<string, string>> = {
  changedError: "is now failing with a different error",
  milestone: "is still failing",
  renotify: "is still failing",
};

function details(view: IncidentView): Block[] {
  const blocks: Block[] = [errorBlock(view, MESSAGE_LIMITS.sectionChars)];
  if (view.parts.length > 1) blocks.push(section(partsLine(view.parts)));
  blocks.push(fields(facts(view)), context(contextLine(view)), buttons(view));
  return blocks;
}

function facts(view: IncidentView): string[] {
  const [first] = view.parts;
  return [
    first ? `*Failed step*\n${inline(first.key, 200)}` : `*Reason*\n${inline(view.failureReason ?? "unknown", 200)}`,
    `*Last success*\n${view.lastSuccessAt ? localTime(view.lastSuccessAt) : "never"}`,
    `*Owner*\n${inline(view.owner, 200)}`,
    ...(view.commit ? [`*Commit*\n${inline(view.commit.slice(0, 12), 40)}`] : []),
  ];
}

function partsLine(parts: readonly PartView[]): string {
  const shown = parts.slice(0, PARTS_SHOWN).map((part) => {
    const message = part.error ? ` — ${inline(redactSecrets(part.error.message), 100)}` : "";
    return `• *${inline(part.key, 80)}*${message}`;
  });
  const more = parts.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("\n");
}

function contextLine(view: IncidentView): string {
  const alsoNotified = view.alsoNotified.slice(0, 5).map((owner) => inline(owner, 60));
  const more = view.alsoNotified.length - alsoNotified.length;
  const tags = tagsLine(view.runTags);
  const parts = [
    ...view.warnings.slice(0, 3).map((warning) => `:warning: ${inline(warning, 300)}`),
    ...(alsoNotified.length > 0
      ? [`Also notified: ${alsoNotified.join(", ")}${more > 0 ? ` and ${more} more` : ""}`]
      : []),
    ...(tags ? [tags] : []),
  ];
  return parts.length > 0 ? parts.join(" · ") : `Millrace · ${inline(view.deployment, 60)}`;
}

function tagsLine(tags: Readonly<Record<string, string>>): string {
  const shown = Object.entries(tags).filter(([key]) => !looksSecret(key));
  const texts = shown.map(([key, value]) => `${inline(key, 130)}: ${inline(redactSecrets(value), 130)}`);
  const fitting: string[] = [];
  let used = 0;
  for (const text of texts) {
    if (used + text.length + 2 > TAGS_CHARS) break;
    fitting.push(text);
    used += text.length + 2;
  }
  return fitting.join(", ");
}

function errorBlock(view: IncidentView, chars: number): Block {
  const error = view.parts.find((part) => part.error)?.error ?? view.error;
  const text = error
    ? `${error.name ? `${error.name}: ` : ""}${error.message}`
    : (view.failureReason ?? "No error recorded");
  return section(fence(redactSecrets(text), { chars, lines: ERROR_LINES }));
}

function buttons(view: IncidentView): Block {
  const run = view.runUrl ? [linkButton("open_run", "Open run", view.runUrl)] : [];
  return { type: "actions", elements: [...run, linkButton("open_incident", "Open incident", view.url)] };
}

const runLink = (view: IncidentView): string => (view.runUrl ? ` · ${link(view.runUrl, "open run")}` : "");

function titleOf(view: IncidentView): string {
  const [first, ...others] = view.subjects;
  if (!first) return "A run";
  if (others.length === 0) return first.kind === "location" ? `Code location ${first.name}` : first.name;
  return `${first.name} and ${others.length} more`;
}

const beOf = (view: IncidentView): string => (view.subjects.length > 1 ? "are" : "is");
const haveOf = (view: IncidentView): string => (view.subjects.length > 1 ? "have" : "has");

const countOf = (view: IncidentView): string =>
  view.failures === 1 ? "1 failure" : `${view.failures} consecutive failures`;

function recoveryLine(view: IncidentView): string {
  const lasted = (view.resolvedAt ?? view.openedAt).getTime() - view.openedAt.getTime();
  const how = view.resolvedBy ? `was resolved by ${view.resolvedBy}` : "recovered";
  return `${how} after ${view.failures === 1 ? "1 failure" : `${view.failures} failures`}, ${duration(lasted)}`;
}

function firstLineOf(view: IncidentView): string {
  const error = view.parts.find((part) => part.error)?.error ?? view.error;
  const line = error
    ? redactSecrets(error.message)
        .split("\n")
        .find((text) => text.trim() !== "")
    : undefined;
  return line ? [...line.replaceAll("```", "'''")].slice(0, 300).join("") : "";
}

/** The plain text of a message; its variable parts are escaped because Slack reads mentions in it too. */
function sentence(view: IncidentView, text: string): string {
  const warning = view.warnings[0] ? ` (${view.warnings[0]})` : "";
  return inline(`${text}${warning}`, MESSAGE_LIMITS.textChars);
}

/** A message that only says that messages arrive. */
export function renderTest(options: { team: string; deployment?: string; by: string; url: string }): AlertMessage {
  const text = `Test from Millrace: alerts for ${options.team} will be sent here. Sent by ${options.by}.`;
  return {
    text: escapeMrkdwn(text),
    blocks: [section(`:wave: *${link(options.url, inline(`Alerts for ${options.team} will be sent here`, 150))}*`)],
    attachments: [
      { color: "#667085", blocks: [context(`Test sent by ${inline(options.by, 100)}. No action needed.`)] },
    ],
  };
}
