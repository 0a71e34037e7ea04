"use client";
import { Button, Checkbox, Dialog, Input, StatusText } from "@millrace/ui";
import { useState } from "react";
import type { RunStep } from "./run-data";

/** Maximum number of steps shown without a filter. */
const SHOWN_MAX = 200;
const SEARCH_FROM = 10;

export type StepSelection = { readonly mode: "selected" | "fromSelected"; readonly steps: string[] };

/** Asks which steps to re-run, and whether to include downstream steps. */
export function RerunStepsDialog(props: {
  steps: readonly RunStep[];
  /** The step selected initially. */
  step: string | null;
  pending: boolean;
  onRerun: (chosen: StepSelection) => void;
  onClose: () => void;
}) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(props.step === null ? [] : [props.step]));
  const [withLater, setWithLater] = useState(true);
  const [wanted, setWanted] = useState("");
  const found = props.steps.filter((step) => step.key.includes(wanted.trim()));
  const toggle = (key: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(key);
    else next.delete(key);
    setChosen(next);
  };
  return (
    <Dialog
      description="Outputs of steps that aren't re-run are reused."
      footer={
        <Button
          disabled={chosen.size === 0}
          onClick={() => props.onRerun({ mode: withLater ? "fromSelected" : "selected", steps: [...chosen] })}
          pending={props.pending}
          variant="primary"
        >
          Re-run {chosen.size === 1 ? "1 step" : `${chosen.size} steps`}
          {withLater && " and downstream steps"}
        </Button>
      }
      onOpenChange={(open) => !open && props.onClose()}
      open
      title="Re-run selected steps"
    >
      <div className="flex flex-col gap-3">
        {props.steps.length >= SEARCH_FROM && (
          <Input
            aria-label="Find steps"
            onChange={(event) => setWanted(event.target.value)}
            placeholder="Find steps"
            type="search"
            value={wanted}
          />
        )}
        <ul aria-label="Run steps" className="flex flex-col gap-1">
          {found.slice(0, SHOWN_MAX).map(({ key, status }) => (
            <li className="flex items-center justify-between gap-3" key={key}>
              <Checkbox
                checked={chosen.has(key)}
                label={<span className="break-all font-mono text-xs">{key}</span>}
                onCheckedChange={(isChosen) => toggle(key, isChosen)}
              />
              <StatusText status={status} />
            </li>
          ))}
        </ul>
        {found.length > SHOWN_MAX && (
          <p className="text-muted text-sm">{found.length - SHOWN_MAX} more. Type to filter.</p>
        )}
        {found.length === 0 && <p className="text-muted text-sm">No steps match “{wanted.trim()}”.</p>}
        <Checkbox checked={withLater} label="Include downstream steps" onCheckedChange={setWithLater} />
      </div>
    </Dialog>
  );
}
