import { Anchor, type AnchorProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import { forwardRef, type ComponentPropsWithoutRef } from 'react';

type WordsProps = AnchorProps & Omit<ComponentPropsWithoutRef<'a'>, keyof AnchorProps>;

const Words = forwardRef<HTMLAnchorElement, WordsProps>(function Words(props, ref) {
  return <Anchor ref={ref} {...props} />;
});

const RouterWords = createLink(Words);

interface TextLinkProps extends Omit<WordsProps, 'href'> {
  /** A path of `paths`, without a query. */
  href: string;
  /** The query, as the page it leads to reads it. */
  search?: Record<string, unknown>;
}

/** Words that lead to another page of the client; preloads on hover. */
export function TextLink({ href, search, ...props }: TextLinkProps) {
  return <RouterWords to={href} {...(search ? { search } : {})} {...props} />;
}
