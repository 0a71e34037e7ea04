import { cn } from "@millrace/ui";
import { Check } from "lucide-react";
import type { ReactNode } from "react";

/** A step of several; completed steps are marked, also for screen readers. */
export function OnboardingStep(props: {
  number: number;
  title: string;
  done: boolean;
  last?: boolean;
  children: ReactNode;
}) {
  return (
    <li className="grid grid-cols-[28px_1fr] gap-x-4">
      <div className="flex flex-col items-center">
        <span
          className={cn(
            "flex size-7 items-center justify-center rounded-full border font-medium text-xs",
            props.done
              ? "border-success bg-success-soft text-success-text"
              : "border-border-strong bg-surface text-muted",
          )}
        >
          {props.done ? <Check aria-label="Done" className="size-4" /> : props.number}
        </span>
        {!props.last && <span aria-hidden className="my-1 w-px flex-1 bg-border-strong" />}
      </div>
      <section className="min-w-0 pb-9">
        <h2 className="pt-0.5 pb-1 font-semibold text-lg">{props.title}</h2>
        {props.children}
      </section>
    </li>
  );
}
