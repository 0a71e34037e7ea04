"use client";
import { RUN_STATUSES, RUN_TRIGGERS } from "@millrace/core/run";
import { Button, StatusText, statusLook } from "@millrace/ui";
import { X } from "lucide-react";
import { useQueryStates } from "nuqs";
import { ChoiceFilter, TextFilter } from "../../../shared/filter-button";
import { runFilterParsers, TRIGGER_LABELS } from "./filters";

const statuses = RUN_STATUSES.map((status) => ({
  value: status,
  label: <StatusText status={status} />,
  text: statusLook(status).label,
}));
const triggers = RUN_TRIGGERS.map((trigger) => ({
  value: trigger,
  label: TRIGGER_LABELS[trigger],
  text: TRIGGER_LABELS[trigger],
}));

/** The filters of the runs page, each stored in the URL. */
export function RunFilterBar() {
  const [filters, setFilters] = useQueryStates(runFilterParsers, { history: "push" });
  const isFiltered = Object.values(filters).some((value) => (Array.isArray(value) ? value.length > 0 : Boolean(value)));
  return (
    <search
      aria-label="Filter runs"
      className="flex min-w-0 items-center gap-1.5 max-sm:overflow-x-auto max-sm:p-0.5 sm:flex-wrap"
    >
      <ChoiceFilter
        label="Status"
        onChange={(status) => setFilters({ status: status as typeof filters.status })}
        options={statuses}
        values={filters.status}
      />
      <TextFilter label="Job" onChange={(job) => setFilters({ job })} placeholder="Job name" value={filters.job} />
      <TextFilter
        label="Asset"
        onChange={(asset) => setFilters({ asset })}
        placeholder="Asset key"
        value={filters.asset}
      />
      <TextFilter
        label="Code location"
        onChange={(location) => setFilters({ location })}
        placeholder="Code location"
        value={filters.location}
      />
      <ChoiceFilter
        label="Trigger"
        onChange={(trigger) => setFilters({ trigger: trigger as typeof filters.trigger })}
        options={triggers}
        values={filters.trigger}
      />
      <TextFilter
        label="Tag"
        onChange={(tag) => setFilters({ tag })}
        placeholder="key or key=value"
        value={filters.tag}
      />
      <TextFilter label="Launched by" onChange={(by) => setFilters({ by })} placeholder="Name" value={filters.by} />
      {isFiltered && (
        <Button onClick={() => setFilters(null)} size="sm" variant="ghost">
          <X aria-hidden /> Clear all
        </Button>
      )}
    </search>
  );
}
