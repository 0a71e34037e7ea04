"use client";
import { Button, Checkbox, ConfirmDialog, Menu, MenuItem, MenuLink, toast } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Eraser, GitFork, MoreHorizontal } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useCan, useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import type { AssetData } from "./asset-data";

/** The menu of further actions on an asset. */
export function AssetMenu({ data }: { data: AssetData }) {
  const trpc = useTRPC();
  const can = useCan();
  const { scope, paths } = useScope();
  const queryClient = useQueryClient();
  const [wiping, setWiping] = useState(false);
  const [withState, setWithState] = useState(false);
  const { key } = data.definition;
  const wipe = useMutation(
    trpc.asset.wipe.mutationOptions({
      meta: { failure: "Couldn't wipe the asset" },
      onSuccess: () => {
        toast.success("Asset wiped");
        setWiping(false);
        void queryClient.invalidateQueries(trpc.asset.pathFilter());
        void queryClient.invalidateQueries(trpc.state.pathFilter());
      },
    }),
  );
  const selection = encodeURIComponent(`+key:"${key}"+`);
  return (
    <>
      <Menu
        trigger={
          <Button aria-label="More actions" className="w-8 px-0">
            <MoreHorizontal aria-hidden />
          </Button>
        }
      >
        <MenuLink
          icon={<GitFork />}
          render={<Link href={`${paths.lineage}?q=${selection}&sel=${encodeURIComponent(key)}`} />}
        >
          Show in lineage
        </MenuLink>
        {can("asset:wipe") && (
          <MenuItem danger icon={<Eraser />} onClick={() => setWiping(true)}>
            Wipe…
          </MenuItem>
        )}
      </Menu>
      <ConfirmDialog
        confirmLabel="Wipe"
        danger
        description="This deletes its materialization history and stored values and marks it as missing. Past runs are kept."
        onConfirm={() => wipe.mutate({ ...scope, key, withState })}
        onOpenChange={setWiping}
        open={wiping}
        pending={wipe.isPending}
        phrase={key}
        title={`Wipe ${key}?`}
      >
        <Checkbox
          checked={withState}
          className="mb-3"
          label="Also reset state, so the next run starts from scratch"
          onCheckedChange={setWithState}
        />
      </ConfirmDialog>
    </>
  );
}
