/** Style of every floating panel. */
export const popupClass =
  "z-50 rounded-md border border-border bg-raised text-fg shadow-popup outline-none transition-[opacity,transform] duration-100 data-[starting-style]:scale-[0.98] data-[starting-style]:opacity-0 data-[ending-style]:opacity-0";

export const menuItemClass =
  "flex min-h-8 cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none data-[highlighted]:bg-hover data-[disabled]:text-subtle data-[disabled]:opacity-60";
