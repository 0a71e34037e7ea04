import { cn } from "@millrace/ui";

/** A filled dot for production, a ring for other deployments, so color isn't needed to distinguish them. */
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
