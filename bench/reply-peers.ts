import { createRequire } from 'node:module';
import EmailReplyParser from 'email-reply-parser';
import { trimReply } from '../integrations/kindred/src/reply/index.ts';

const require = createRequire(import.meta.url);
const t2bot = require('node-email-reply-parser') as (text: string, visible: true) => string;
const planer = require('planer') as { extractFrom(text: string, type: 'text/plain'): string };

/** What takes the reply out of a plain text, by whoever wrote it. Each is called as its own page says. */
export const parsers = {
	ours: (text) => trimReply({ text }).text,
	"crisp's": (text) => new EmailReplyParser().parseReply(text),
	"t2bot's": (text) => t2bot(text, true),
	planer: (text) => planer.extractFrom(text, 'text/plain'),
} satisfies Record<string, (text: string) => string>;

/** One of them. */
export type Parser = keyof typeof parsers;
