/** What floats from the builder belongs to the page's main part, or it stands outside of every landmark. */
export const inMain = { portalProps: { target: '#main' } } as const;
