/** A part of an email, from which its text and its HTML are made. */
export type EmailPart =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "facts"; readonly facts: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: "list"; readonly label: string; readonly items: readonly string[] }
  | { readonly kind: "links"; readonly links: readonly (readonly [label: string, url: string])[] };
