import { useState } from "react";

/** State of a dialog that starts with its initial value each time the dialog opens. */
export function useDialogState<T>(open: boolean, initial: T): readonly [T, (next: T) => void] {
  const [state, setState] = useState({ open, value: initial });
  const value = open && !state.open ? initial : state.value;
  if (open !== state.open) setState({ open, value });
  return [value, (next) => setState({ open, value: next })];
}
