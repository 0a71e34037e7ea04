import { toast } from "@millrace/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/lib/trpc";

/** Saves state and refreshes the page's state queries. */
export function useSetState(onDone: () => void) {
  const trpc = useTRPC();
  const onSuccess = useOnChanged(onDone);
  return useMutation(trpc.state.set.mutationOptions({ meta: { failure: "Couldn't save state" }, onSuccess }));
}

/** Resets state and refreshes the page's state queries. */
export function useResetState(onDone: () => void) {
  const trpc = useTRPC();
  const onSuccess = useOnChanged(onDone);
  return useMutation(trpc.state.reset.mutationOptions({ meta: { failure: "Couldn't reset state" }, onSuccess }));
}

function useOnChanged(onDone: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return () => {
    toast.success("State saved");
    onDone();
    void queryClient.invalidateQueries(trpc.state.pathFilter());
  };
}
