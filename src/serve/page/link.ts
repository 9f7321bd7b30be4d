/** The address of a page when it is one that may be followed: http or https; null otherwise. */
export const linkOf = (url: string | null): string | null => {
  try {
    const { protocol, href } = new URL(url ?? '');
    return protocol === 'http:' || protocol === 'https:' ? href : null;
  } catch {
    return null;
  }
};
