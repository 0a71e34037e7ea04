"use client";
import { statusLook } from "@millrace/ui";
import { useEffect } from "react";

const COLORS: Record<string, string> = {
  success: "#1f9d63",
  danger: "#d93a30",
  info: "#2f74e0",
  warning: "#b97a10",
  neutral: "#7b8690",
  accent: "#0b6b80",
};
const SHAPES: Record<string, string> = {
  success:
    '<path d="M9 16.5l5 5 9-11" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>',
  danger: '<path d="M10 10l12 12M22 10L10 22" stroke="#fff" stroke-width="4" stroke-linecap="round"/>',
  info: '<path d="M12 9l11 7-11 7z" fill="#fff"/>',
  warning: '<path d="M16 8v10M16 23v.5" stroke="#fff" stroke-width="4" stroke-linecap="round"/>',
  neutral: '<path d="M9 16h14" stroke="#fff" stroke-width="4" stroke-linecap="round"/>',
};

/** Shows a run's status in the browser tab: in the title and, by color and shape, in the icon. */
export function useRunFavicon(title: string | undefined, status: string | undefined): void {
  useEffect(() => {
    if (!title || !status) return;
    const look = statusLook(status);
    const previousTitle = document.title;
    document.title = `${title} [${look.label}] · Millrace`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="16" fill="${COLORS[look.tone]}"/>${SHAPES[look.tone] ?? ""}</svg>`;
    const own = document.createElement("link");
    own.rel = "icon";
    own.type = "image/svg+xml";
    own.href = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    const others = [...document.querySelectorAll<HTMLLinkElement>("link[rel~=icon]")];
    for (const other of others) other.rel = "icon-inactive";
    document.head.append(own);
    return () => {
      document.title = previousTitle;
      own.remove();
      for (const other of others) other.rel = "icon";
    };
  }, [title, status]);
}
