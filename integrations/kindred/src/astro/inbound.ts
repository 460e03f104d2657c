import { receive } from '../inbox/index.ts';
import type { Kindred } from '../kindred.ts';

/** Takes in one mail, whoever brought it. `receivedFor`: addresses that the receiving server says it was for. */
export async function receiveMail(
	raw: Uint8Array,
	kindred: Kindred,
	receivedFor: readonly string[] = [],
): Promise<{ outcome: string; reply?: number | undefined }> {
	const { outcome, reply } = await receive(raw, receivedFor, kindred);
	return { outcome, reply };
}
