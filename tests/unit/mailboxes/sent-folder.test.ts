import { filesSentMailItself } from '../../../server/src/mailboxes/sent-folder';

test.each(['smtp.gmail.com', 'SMTP.Office365.com', 'smtp-mail.outlook.com.', ' outlook.office365.com '])(
  '%s files what it sends',
  (host) => expect(filesSentMailItself(host)).toBe(true),
);

test.each(['smtp-relay.gmail.com', 'shop.mail.protection.outlook.com', 'mail.shop.example', 'gmail.com', ''])(
  '%s does not',
  (host) => expect(filesSentMailItself(host)).toBe(false),
);
