import { Anchor, type AnchorProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import { forwardRef, type ComponentPropsWithoutRef } from 'react';

type PlainAnchorProps = AnchorProps & Omit<ComponentPropsWithoutRef<'a'>, keyof AnchorProps>;

const PlainAnchor = forwardRef<HTMLAnchorElement, PlainAnchorProps>(function PlainAnchor(props, ref) {
  return <Anchor ref={ref} underline="always" {...props} />;
});

const RouterAnchor = createLink(PlainAnchor);

/** A link inside a text. `href` is a path of `paths`. */
export function TextLink({ href, ...props }: PlainAnchorProps & { href: string }) {
  return <RouterAnchor to={href} {...props} />;
}
