/** `name@3` -> the recipe and the version that are meant; null for a name without a version, `gopher@dolma` for one. */
export const versionIn = (reference: string): { readonly name: string; readonly version: number } | null => {
  const found = /^(.+)@(\d{1,9})$/.exec(reference);
  return found && { name: found[1]!, version: Number(found[2]) };
};
