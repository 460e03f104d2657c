import { KindredError } from '../base/error.ts';
import type { Reply } from '../reply/index.ts';
import type { Desk } from './open.ts';

/** The reply with this id, as the author typed it. */
export async function replyNamed(desk: Pick<Desk, 'store'>, id: string): Promise<Reply> {
	const reply = /^#?\d{1,9}$/.test(id)
		? await desk.store.replies.byId(Number(id.replace('#', '')))
		: undefined;
	if (reply) return reply;
	throw new KindredError(`There is no answer "${id}".`, 'Type `kindred reply list` for what there is.');
}

/** `林雅婷 <yating@example.com>`, or the address alone. */
export const written = ({
	name,
	email,
}: {
	readonly name?: string | undefined;
	readonly email: string;
}): string => (name ? `${name} <${email}>` : email);
