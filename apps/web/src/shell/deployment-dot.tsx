import { cn } from "@millrace/ui";

/** Production is a filled dot, everything else a ring: told apart without color too. */
export function DeploymentDot({ kind }: { kind: string }) {
  const look =
    kind === "production"
      ? "border-success bg-success"
      : kind === "standard"
        ? "border-warning"
        : kind === "branch"
          ? "border-info"
          : "border-neutral";
  return <span aria-hidden className={cn("size-2.5 shrink-0 rounded-full border-2", look)} />;
}
