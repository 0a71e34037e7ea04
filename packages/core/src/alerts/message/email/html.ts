import type { EmailPart } from "./email-part";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

const FONT =
  "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:14px;line-height:1.5;color:#101828";
const CODE =
  "white-space:pre-wrap;background:#f2f4f7;border-radius:6px;padding:12px;font-family:Menlo,Consolas,monospace;font-size:12px";

/** Returns the parts of an email as an HTML document without images, scripts, or anything remote. */
export const toHtml = (parts: readonly EmailPart[]): string =>
  `<!doctype html><html lang="en"><body style="${FONT}">${parts.map(htmlOf).join("")}</body></html>`;

function htmlOf(part: EmailPart): string {
  switch (part.kind) {
    case "paragraph":
      return `<p>${escapeHtml(part.text)}</p>`;
    case "code":
      return `<pre style="${CODE}">${escapeHtml(part.text)}</pre>`;
    case "facts":
      return `<table role="presentation" style="${FONT}">${part.facts.map(([label, value]) => `<tr><td style="padding-right:16px;color:#667085">${escapeHtml(label)}</td><td>${escapeHtml(value)}</td></tr>`).join("")}</table>`;
    case "list":
      return `<p>${escapeHtml(part.label)}:</p><ul>${part.items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;
    case "links":
      return `<p>${part.links.map(([label, url]) => `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`).join(" · ")}</p>`;
  }
}
