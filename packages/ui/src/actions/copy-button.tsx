"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { cn } from "../lib/cn";
import { shortId } from "../text/short-id";
import { IconButton } from "./button";

/** Renders a button that copies a value and confirms it. */
export function CopyButton({
  value,
  label = "Copy",
  className,
}: {
  value: string;
  label?: string;
  className?: string;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_600);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <IconButton
      className={cn("h-6 w-6 text-subtle", className)}
      label={copied ? "Copied" : label}
      onClick={() => navigator.clipboard.writeText(value).then(() => setCopied(true))}
      size="sm"
    >
      {copied ? <Check aria-hidden className="text-success" /> : <Copy aria-hidden />}
      <span className="sr-only" role="status">
        {copied ? "Copied" : ""}
      </span>
    </IconButton>
  );
}

/** Renders an ID in monospace with a copy button. `short` shows only its end, where IDs differ. */
export function CopyableId({ id, short }: { id: string; short?: boolean }) {
  return (
    <span className="inline-flex items-center gap-0.5 font-mono text-xs">
      <span title={id}>{short ? shortId(id) : id}</span>
      <CopyButton label={`Copy ${id}`} value={id} />
    </span>
  );
}
