"use client";
import { Button, CodeBlock, Section } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { QueryView } from "../../../../shared/query-view";
import type { AssetData } from "../asset-data";
import { EditState } from "./edit-state";
import { PartitionStates } from "./partition-states";
import { ResetState } from "./reset-state";
import { StateSource } from "./state-source";

/** Views, edits, and resets the state of an asset and its partitions. */
export function AssetState({ data }: { data: AssetData }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const { key, partitions } = data.definition;
  const state = useQuery(trpc.state.get.queryOptions({ ...scope, key }));
  return (
    <QueryView query={state} what="state">
      {(found) => (
        <div className="flex flex-col gap-4">
          {(partitions !== undefined || found.partitions > 0) && (
            <PartitionStates assetKey={key} canEdit={found.capabilities.edit} count={found.partitions} />
          )}
          <WholeState assetKey={key} isPartitioned={partitions !== undefined} state={found} />
        </div>
      )}
    </QueryView>
  );
}

function WholeState(props: { assetKey: string; isPartitioned: boolean; state: Outputs["state"]["get"] }) {
  const { assetKey, isPartitioned } = props;
  const { asset, capabilities } = props.state;
  const name = isPartitioned ? "state.asset" : "state";
  return (
    <Section
      action={
        capabilities.edit && (
          <span className="flex gap-2">
            {asset && (
              <ResetState
                assetKey={assetKey}
                description="The next run starts from scratch. The previous state is kept in the audit log."
                label="Reset"
                target={{ partition: null }}
                title={`Reset state of ${assetKey}?`}
              />
            )}
            <EditState
              assetKey={assetKey}
              partition={null}
              title="Edit state"
              trigger={
                <Button size="sm">
                  <Pencil aria-hidden /> Edit
                </Button>
              }
              value={asset?.value}
            />
          </span>
        )
      }
      description={
        isPartitioned
          ? "Shared by all partitions: state.asset in your code reads and updates this."
          : "Saved between runs: state in your code reads and updates this. Committed when a step succeeds."
      }
      title={isPartitioned ? "Asset-level state" : "State"}
    >
      {asset ? (
        <div className="flex flex-col gap-2">
          <CodeBlock code={JSON.stringify(asset.value, null, 2)} />
          <StateSource entry={asset} />
        </div>
      ) : (
        <p className="text-muted">No state stored. {name}.get() returns undefined.</p>
      )}
    </Section>
  );
}
