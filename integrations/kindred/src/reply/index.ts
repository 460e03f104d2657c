export { classify, kinds, type Classified, type Kind } from './classify.ts';
export { headerOf, headersOf, type Mail, type MailHeader, type MailPart, type MailProblem } from './mail.ts';
export { readMail } from './read.ts';
export { readDeliveryReport, type DeliveryReport } from './report.ts';
export { trimReply, type Trimmed } from './trim.ts';
