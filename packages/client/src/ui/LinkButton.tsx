import { Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import { forwardRef, type ComponentPropsWithoutRef } from 'react';

type AnchorButtonProps = ButtonProps & Omit<ComponentPropsWithoutRef<'a'>, keyof ButtonProps>;

const AnchorButton = forwardRef<HTMLAnchorElement, AnchorButtonProps>(function AnchorButton(props, ref) {
  return <Button component="a" ref={ref} {...props} />;
});

const RouterButton = createLink(AnchorButton);

/** A button that is a link: opens in a new tab, preloads on hover, and has an address. `href` is a path of `paths`. */
export function LinkButton({ href, ...props }: AnchorButtonProps & { href: string }) {
  return <RouterButton to={href} {...props} />;
}
