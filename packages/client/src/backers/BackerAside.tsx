import { Drawer, Paper } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import classes from './BackerAside.module.css';
import { BackerView } from './BackerView.tsx';

interface BackerAsideProps {
  backerId: string;
  onClose: () => void;
}

/** The open backer beside the list; where there is no room beside it, over it. */
export function BackerAside({ backerId, onClose }: BackerAsideProps) {
  const wide = useMediaQuery('(min-width: 75em)', undefined, { getInitialValueInEffect: false });
  if (wide) {
    return (
      <Paper component="aside" withBorder aria-label="Open backer" className={classes['aside']}>
        <BackerView key={backerId} backerId={backerId} inAside onClose={onClose} />
      </Paper>
    );
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="md"
      withCloseButton={false}
      padding={0}
      attributes={{ content: { 'aria-label': 'Open backer' } }}
    >
      <BackerView key={backerId} backerId={backerId} inAside onClose={onClose} />
    </Drawer>
  );
}
