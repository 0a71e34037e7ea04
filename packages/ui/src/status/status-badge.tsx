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

/** Renders the icon of a status. Next to text it is decorative; alone it is named. */
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

/** Renders the icon and text of a status. `label` replaces the text. */
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

/** Renders an icon and text without a pill, for dense tables. Its space is reserved while the status is loading. */
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
