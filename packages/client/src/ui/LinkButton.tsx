import { Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import { forwardRef, type ComponentPropsWithoutRef } from 'react';

type AnchorButtonProps = ButtonProps & Omit<ComponentPropsWithoutRef<'a'>, keyof ButtonProps>;

const AnchorButton = forwardRef<HTMLAnchorElement, AnchorButtonProps>(function AnchorButton(props, ref) {
  return <Button component="a" ref={ref} {...props} />;
});

const RouterButton = createLink(AnchorButton);

interface LinkButtonProps extends AnchorButtonProps {
  /** A path of `paths`, without a query. */
  href: string;
  /** The query, as the page it leads to reads it. */
  search?: Record<string, unknown>;
}

/** A button that is a link: opens in a new tab, preloads on hover, and has an address. */
export function LinkButton({ href, search, ...props }: LinkButtonProps) {
  return <RouterButton to={href} {...(search ? { search } : {})} {...props} />;
}
