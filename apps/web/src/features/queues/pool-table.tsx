"use client";
import { Badge, Button, Dialog, EmptyState, IconButton, Section, toast } from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pencil, Waves } from "lucide-react";
import { useState } from "react";
import { fieldError } from "@/lib/errors";
import { useCan, useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { Form } from "../../shared/forms/form";
import { TextField } from "../../shared/forms/text-field";
import { QueryView } from "../../shared/query-view";

type Pool = Outputs["pool"]["list"][number];

/** Pools: how many of their steps can execute concurrently across all runs. */
export function PoolTable() {
  const trpc = useTRPC();
  const can = useCan();
  const { scope } = useScope();
  const pools = useQuery(trpc.pool.list.queryOptions(scope));
  return (
    <Section description="Assets and ops reference a pool by name in code. Set its size here." flush title="Pools">
      <QueryView query={pools} what="pools">
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState className="py-9" icon={<Waves />} title="No pools">
              Add <code className="font-mono">pool: "warehouse"</code> to an asset or op so its steps share that pool’s
              slots.
            </EmptyState>
          ) : (
            <ul className="divide-y">
              {rows.map((pool) => (
                <li className="flex items-center gap-3 px-4 py-2" key={pool.name}>
                  <span className="min-w-0 flex-1 truncate font-mono text-xs">{pool.name}</span>
                  <span className="text-muted text-xs tabular">
                    {pool.limit === null
                      ? "Unlimited"
                      : pool.limit === 0
                        ? "paused"
                        : `${pool.used} of ${pool.limit} in use`}
                  </span>
                  <Badge>{pool.granularity === "run" ? "runs" : "steps"}</Badge>
                  {can("limit:manage") && <PoolDialog pool={pool} />}
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Section>
  );
}

function PoolDialog({ pool }: { pool: Pool }) {
  const trpc = useTRPC();
  const { scope } = useScope();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const set = useMutation(
    trpc.pool.set.mutationOptions({
      meta: { inline: true },
      onSuccess: () => {
        toast.success("Pool saved");
        setOpen(false);
        void queryClient.invalidateQueries(trpc.pool.pathFilter());
      },
    }),
  );
  return (
    <Dialog
      footer={
        <Button form={`pool-${pool.name}`} pending={set.isPending} type="submit" variant="primary">
          Save
        </Button>
      }
      onOpenChange={setOpen}
      open={open}
      size="sm"
      title={`Pool ${pool.name}`}
      trigger={
        <IconButton label={`Edit pool ${pool.name}`} size="sm">
          <Pencil aria-hidden />
        </IconButton>
      }
    >
      <Form
        error={set.error}
        id={`pool-${pool.name}`}
        onSubmit={(values) => set.mutate({ ...scope, name: pool.name, limit: Number(values.limit) })}
      >
        <TextField
          defaultValue={pool.limit ?? 1}
          error={fieldError(set.error, "limit")}
          hint="Set to 0 to pause steps that use this pool."
          label="Slots"
          min={0}
          name="limit"
          type="number"
        />
      </Form>
    </Dialog>
  );
}
