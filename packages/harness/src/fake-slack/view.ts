import type { FakeMessage, Workspace } from "./workspace";

/** The workspace as a page: for people and browser tests. */
export function renderView(workspace: Workspace): string {
  const channels = workspace.channels.map((channel) => {
    const roots = workspace.messages.filter((it) => it.channel === channel.id && !it.threadTs);
    const messages = roots.map((root) => renderThread(workspace, root)).join("");
    return `<section data-channel="${escapeHtml(channel.name)}"><h2>#${escapeHtml(channel.name)}</h2>${messages || "<p>No messages</p>"}</section>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Fake Slack</title>
<style>body{font:15px/1.5 system-ui;max-width:760px;margin:2rem auto}article{border-left:4px solid #ccc;padding:.25rem 1rem;margin:1rem 0}article article{margin-left:1.5rem}pre{white-space:pre-wrap;background:#f4f4f5;padding:.5rem}</style>
<h1>Fake Slack</h1>${channels.join("")}</html>`;
}

function renderThread(workspace: Workspace, root: FakeMessage): string {
  const replies = workspace.messages.filter((it) => it.channel === root.channel && it.threadTs === root.ts);
  return renderMessage(root, replies.map((reply) => renderMessage(reply, "")).join(""));
}

function renderMessage(message: FakeMessage, inside: string): string {
  const attachments = message.attachments as { color?: string; blocks?: unknown[] }[];
  const color = attachments[0]?.color ?? "#ccc";
  const blocks = [...message.blocks, ...attachments.flatMap((it) => it.blocks ?? [])];
  const body = textsOf(blocks)
    .map((text) => `<pre>${escapeHtml(text)}</pre>`)
    .join("");
  return `<article data-ts="${message.ts}" data-edits="${message.edits}" style="border-color:${escapeHtml(color)}"><p>${escapeHtml(message.text)}</p>${body}${inside}</article>`;
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === "text" && typeof item === "string" ? [item] : textsOf(item),
  );
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[char] ?? char);
