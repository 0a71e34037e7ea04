"use client";
import { Badge, type Column, formatDuration, IconButton, Switch } from "@millrace/ui";
import { Trash2 } from "lucide-react";
import type { Policy } from "./policy";
import { PolicyDialog } from "./policy-dialog";

type Actions = {
  readonly editable: boolean;
  readonly onSwitch: (policy: Policy, enabled: boolean) => void;
  readonly onDelete: (policy: Policy) => void;
};

/** The columns of the table of alert policies. */
export function policyColumns({ editable, onSwitch, onDelete }: Actions): Column<Policy>[] {
  return [
    {
      id: "name",
      header: "Policy",
      cell: (policy) => (
        <span className="flex flex-col py-1 sm:py-0">
          <span className="flex items-center gap-2">
            <span className="font-medium">{policy.name}</span>
            {policy.isDefault && <Badge>Default</Badge>}
            {policy.kind === "loadError" && <Badge tone="outline">Load errors</Badge>}
          </span>
          <span className="text-subtle text-xs sm:hidden">Opens after {opens(policy)}</span>
        </span>
      ),
    },
    {
      id: "when",
      header: "Opens after",
      from: "sm",
      cell: (policy) => <span className="text-muted">{opens(policy)}</span>,
    },
    {
      id: "closes",
      header: "Resolves after",
      from: "lg",
      cell: (policy) => (
        <span className="text-muted">
          {policy.recoverAfter === 1 ? "1 success" : `${policy.recoverAfter} successes`}
        </span>
      ),
    },
    {
      id: "wait",
      header: "Wait",
      from: "md",
      cell: (policy) => <span className="text-muted">{formatDuration(policy.groupWaitMs)}</span>,
    },
    {
      id: "reminds",
      header: "Reminders",
      from: "md",
      cell: (policy) => <span className="text-muted">every {formatDuration(policy.renotifyMs)}</span>,
    },
    {
      id: "enabled",
      header: "Enabled",
      className: "w-16",
      cell: (policy) => (
        <Switch
          checked={policy.enabled}
          disabled={!editable}
          label={`Enable ${policy.name}`}
          onCheckedChange={(enabled) => onSwitch(policy, enabled)}
        />
      ),
    },
    {
      id: "actions",
      header: <span className="sr-only">Actions</span>,
      className: "w-24 text-right",
      cell: (policy) =>
        editable && (
          <span className="flex justify-end">
            <PolicyDialog policy={policy} />
            {!policy.isDefault && (
              <IconButton label={`Delete ${policy.name}`} onClick={() => onDelete(policy)} size="sm">
                <Trash2 aria-hidden />
              </IconButton>
            )}
          </span>
        ),
    },
  ];
}

const opens = ({ threshold }: Policy) => (threshold === 1 ? "1 failure" : `${threshold} consecutive failures`);
