"use client";
import { CopyButton, Time } from "@millrace/ui";
import { ExternalLink } from "lucide-react";
import { useScope } from "@/lib/scope";
import { TextLink } from "../../shared/text-link";
import type { MetadataEntry } from "./metadata-entry";

/** Metadata that fits a few lines. A job refers to the code location that recorded it. */
export function MetadataText({ entry: { text, view }, location }: { entry: MetadataEntry; location: string }) {
  const { paths } = useScope();
  const link = (href: string) => (
    <TextLink className="break-all font-mono text-xs" href={href}>
      {text}
    </TextLink>
  );
  switch (view.kind) {
    case "asset":
      return link(paths.asset(text));
    case "run":
      return link(paths.run(text));
    case "job":
      return link(paths.job(location, text));
    case "time":
      return <Time focusable value={text} />;
    case "link":
      return (
        <a
          className="inline-flex items-baseline gap-1 break-all text-accent-text underline"
          href={view.href}
          rel="noreferrer noopener"
          target="_blank"
        >
          {text}
          <ExternalLink aria-label="(opens in a new tab)" className="size-3 shrink-0 self-center" />
        </a>
      );
    case "code":
      return text.includes("\n") ? <Lines text={text} /> : <Code text={text} />;
    default:
      return text.includes("\n") ? <Lines text={text} /> : <span className="break-words tabular">{text}</span>;
  }
}

const Code = ({ text }: { text: string }) => (
  <span className="inline-flex max-w-full items-center gap-0.5">
    <code className="break-all font-mono text-xs">{text}</code>
    <CopyButton label={`Copy ${text}`} value={text} />
  </span>
);

const Lines = ({ text }: { text: string }) => (
  <pre
    className="max-h-48 overflow-auto rounded-md bg-sunken p-2 font-mono text-xs scroll-thin"
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to be reachable by keyboard
    tabIndex={0}
  >
    {text}
  </pre>
);
