/** Another view of the same screen starts at its top, not where the list was scrolled to. */
export const top = () => window.scrollTo(0, 0);
