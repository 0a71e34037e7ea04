"use client";
import { createContext, type ReactNode, useContext, useState } from "react";
import { applyTheme, type Theme } from "@/lib/theme";

const Context = createContext<{ theme: Theme; setTheme: (theme: Theme) => void }>({
  theme: "system",
  setTheme: () => {},
});

export function ThemeProvider({ initial, children }: { initial: Theme; children: ReactNode }) {
  const [theme, setState] = useState(initial);
  const setTheme = (next: Theme) => {
    applyTheme(next);
    setState(next);
  };
  return <Context value={{ theme, setTheme }}>{children}</Context>;
}

export const useTheme = () => useContext(Context);
