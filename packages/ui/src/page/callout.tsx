import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../lib/cn";

const looks = {
  info: { icon: Info, box: "border-info/40 bg-info-soft", tint: "text-info" },
  success: { icon: CircleCheck, box: "border-success/40 bg-success-soft", tint: "text-success" },
  warning: { icon: TriangleAlert, box: "border-warning/40 bg-warning-soft", tint: "text-warning" },
  danger: { icon: CircleAlert, box: "border-danger/40 bg-danger-soft", tint: "text-danger" },
};

/** Renders something the reader should know before continuing. */
export function Callout(props: {
  tone?: keyof typeof looks;
  title?: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
  className?: string;
}) {
  const look = looks[props.tone ?? "info"];
  const Icon = look.icon;
  return (
    <div
      className={cn(
        "flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md border px-3 py-2.5 text-sm",
        look.box,
        props.className,
      )}
    >
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", look.tint)} />
      <div className="min-w-0 flex-1 basis-48">
        {props.title && <p className="font-medium">{props.title}</p>}
        {props.children && <div className="text-muted">{props.children}</div>}
      </div>
      {props.action}
    </div>
  );
}
