/** The token in a fragment, and the fragment without it: `#token=abc&focus=x` -> `abc`, `#focus=x`. */
export const takeToken = (fragment: string): { readonly token: string | null; readonly rest: string } => {
  const parts = fragment.replace(/^#/, '').split('&').filter(Boolean), found = parts.find((part) => part.startsWith('token='));
  const rest = parts.filter((part) => part !== found).join('&');
  return { token: found === undefined ? null : decodeURIComponent(found.slice('token='.length)), rest: rest === '' ? '' : `#${rest}` };
};
