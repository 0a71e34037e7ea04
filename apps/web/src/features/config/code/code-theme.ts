import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const popup = {
  border: "1px solid var(--border)",
  borderRadius: "var(--radius)",
  backgroundColor: "var(--raised)",
  color: "var(--fg)",
  boxShadow: "var(--shadow-popup)",
};

/** The editor theme, built from design tokens that follow light and dark mode. */
export const codeTheme = [
  EditorView.theme({
    "&": { backgroundColor: "transparent", color: "var(--fg)", fontSize: "12px" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": {
      fontFamily: "var(--font-geist-mono), ui-monospace, monospace",
      lineHeight: "20px",
      maxHeight: "32rem",
      minHeight: "11rem",
      overflow: "auto",
    },
    ".cm-content": { caretColor: "var(--fg)", padding: "8px 0" },
    ".cm-cursor": { borderLeftColor: "var(--fg)" },
    ".cm-gutters": { backgroundColor: "transparent", color: "var(--subtle)", border: "none" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--hover) 60%, transparent)" },
    "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": {
      backgroundColor: "color-mix(in srgb, var(--accent) 24%, transparent) !important",
    },
    ".cm-matchingBracket": { backgroundColor: "var(--selected) !important", outline: "1px solid var(--border-strong)" },
    ".cm-tooltip": popup,
    ".cm-tooltip.cm-tooltip-autocomplete > ul": {
      fontFamily: "var(--font-geist-mono), ui-monospace, monospace",
      fontSize: "12px",
    },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "4px 8px", color: "var(--fg)" },
    ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--selected)", color: "var(--fg)" },
    ".cm-completionDetail": { color: "var(--subtle)", fontStyle: "normal", marginLeft: "12px" },
    ".cm-completionInfo": { ...popup, maxWidth: "20rem", padding: "8px 10px", whiteSpace: "pre-line" },
    ".cm-completionMatchedText": { textDecoration: "none", color: "var(--accent-text)", fontWeight: "600" },
    ".cm-schema-hover": { maxWidth: "24rem", padding: "8px 10px", fontSize: "12px" },
    ".cm-schema-hover small": { display: "block", color: "var(--subtle)", fontSize: "11px" },
    ".cm-diagnostic": { padding: "6px 10px", borderLeft: "3px solid var(--danger)", fontSize: "12px" },
    ".cm-lintRange-error": {
      backgroundImage: "none",
      textDecoration: "underline wavy var(--danger)",
      textUnderlineOffset: "3px",
    },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.propertyName, color: "var(--accent-text)" },
      { tag: tags.string, color: "var(--success-text)" },
      { tag: tags.number, color: "var(--info-text)" },
      { tag: [tags.bool, tags.null], color: "var(--warning-text)" },
      { tag: [tags.separator, tags.brace, tags.squareBracket], color: "var(--muted)" },
    ]),
  ),
];
