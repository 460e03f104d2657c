/**
 * By what a mail was matched to a person and to what it answers, the surest first: the signed address it was sent to, the letter
 * it answers by In-Reply-To, one further up in References, a signed link in what it quotes, its subject together with its
 * sender, its sender alone.
 */
export type Rung = 'address' | 'in-reply-to' | 'references' | 'link' | 'subject' | 'sender';

/** How sure each rung is, in percent. Only the first three prove which letter it was. */
export const confidence: Readonly<Record<Rung, number>> = {
	address: 100,
	'in-reply-to': 98,
	references: 95,
	link: 90,
	subject: 60,
	sender: 30,
};
