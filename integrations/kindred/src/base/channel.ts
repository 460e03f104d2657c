/** How a channel is written, `wechat`: letters, digits, dot, underscore and hyphen of any script, at most 40. */
const channel = /^[\p{L}\p{N}._-]{1,40}$/u;

/** The channel somebody came through, as `?via=` or a form names it. Anybody can write anything: what is no name is nothing. */
export function readChannel(text: string | null | undefined): string | undefined {
	return text && channel.test(text) ? text : undefined;
}

/** An absolute address that says which channel it was given out in. */
export function withChannel(url: string, via: string): string {
	const address = new URL(url);
	address.searchParams.set('via', via);
	return address.href;
}
