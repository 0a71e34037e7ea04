"use client";
import { createContext, useContext } from "react";

type Shell = { openPalette: () => void; openShortcuts: () => void };
const Context = createContext<Shell>({ openPalette: () => {}, openShortcuts: () => {} });

export const ShellProvider = Context.Provider;
export const useShell = () => useContext(Context);
