import classes from './MailFrame.module.css';

/** Links of a mail open beside Waybill, as they do in a mail program. */
function withOutsideLinks(html: string): string {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + base) : base + html;
}

/**
 * The HTML of a mail as the backer sees it. It holds what strangers typed, so it stands in a frame of its own origin:
 * no script runs, no form is sent, nothing of Waybill can be reached, and what is remote is not fetched (the page's
 * own content policy holds in it too).
 */
export function MailFrame({ html, title }: { html: string; title: string }) {
  return (
    <iframe
      className={classes['frame']}
      title={title}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={withOutsideLinks(html)}
    />
  );
}
