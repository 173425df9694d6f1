import classes from './BarePending.module.css';
import { RoutePending } from './RoutePending.tsx';

/** The frame in outline while it is not known who asks: the bar, the navigation's room, and a page on its way. */
export function BarePending() {
  return (
    <div className={classes['root']}>
      <div className={classes['bar']} />
      <div className={classes['nav']} />
      <main className={classes['main']}>
        <h1 className="wb-sr-only">Loading Waybill</h1>
        <RoutePending />
      </main>
    </div>
  );
}
