import nodemailer from 'nodemailer';

/** The rival: a process that does nothing but send one ready mail to many, as nodemailer's manual shows it. */
export interface BareRequest {
  url: string;
  mails: number;
  subject: string;
  text: string;
  html: string;
}

process.on('message', ({ url, mails, subject, text, html }: BareRequest) => {
  const transport = nodemailer.createTransport({ url, pool: true, maxConnections: 5 });
  const sent = Array.from({ length: mails }, (_, index) => {
    const address = `backer${index + 1}@example.com`;
    return transport.sendMail({
      messageId: `<bare-${Date.now()}-${index}@localhost>`,
      from: { name: 'Bench', address: 'waybill@localhost' },
      to: { name: `Backer ${index + 1}`, address },
      envelope: { from: 'waybill@localhost', to: [address] },
      subject,
      text,
      html,
    });
  });
  void Promise.all(sent).then(() => {
    transport.close();
    process.send?.('done');
  });
});
