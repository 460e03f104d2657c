import {
	classify,
	readMail,
	trimReply,
	type Trimmed,
} from '../../../integrations/kindred/src/reply/index.ts';
import { letter } from './parts.ts';

const sent = letter.join('\n\n');

/** Reads a mail as the inbox does: every other one knows the letter it answers. */
export async function readWhole(raw: Uint8Array, index: number): Promise<Trimmed> {
	const mail = await readMail(raw);
	classify(mail);
	return trimReply(index % 2 ? { ...mail, sent } : mail);
}
