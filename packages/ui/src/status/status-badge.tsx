import { cn } from "../lib/cn";
import { Skeleton } from "../page/skeleton";
import { Badge } from "./badge";
import { statusLook } from "./status";

const iconTone: Record<string, string> = {
  neutral: "text-neutral",
  success: "text-success",
  danger: "text-danger",
  warning: "text-warning",
  info: "text-info",
  accent: "text-accent",
};

/** The shape of a status. Beside a word it is decoration; alone it says its name. */
export function StatusIcon({
  status,
  decorative,
  className,
}: {
  status: string;
  decorative?: boolean;
  className?: string;
}) {
  const look = statusLook(status);
  const Icon = look.icon;
  const naming = decorative ? { "aria-hidden": true as const } : { role: "img", "aria-label": look.label };
  return (
    <Icon
      {...naming}
      className={cn("size-4 shrink-0", iconTone[look.tone], look.spin && "animate-status-spin", className)}
    />
  );
}

/** Shape and word of a status; `label` says it in other words. */
export function StatusBadge({ status, label, className }: { status: string; label?: string; className?: string }) {
  const look = statusLook(status);
  const Icon = look.icon;
  return (
    <Badge className={cn("gap-1 rounded-full py-0.5 pr-2 pl-1.5", className)} tone={look.tone}>
      <Icon aria-hidden className={cn(look.spin && "animate-status-spin")} />
      {label ?? look.label}
    </Badge>
  );
}

/** Shape and word without a pill, for dense tables; its place is kept while the status is on its way. */
export function StatusText({
  status,
  label,
  className,
}: {
  status: string | undefined;
  label?: string | undefined;
  className?: string;
}) {
  if (status === undefined) return <Skeleton className="inline-block h-3 w-20 align-middle" label="Loading status" />;
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap align-top", className)}>
      <StatusIcon decorative status={status} />
      {label ?? statusLook(status).label}
    </span>
  );
}
