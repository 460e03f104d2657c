/**
 * What shows that the address in From wrote a mail: the signed address that only it was given, the verdict of our own receiving
 * server (RFC 8601, DMARC), or a DKIM signature of its domain (RFC 6376) that we checked ourselves.
 */
export interface Proof {
	readonly by: 'token' | 'dmarc' | 'dkim';
	/** `fail`: somebody tried and it is wrong. `none`: nothing was there to be checked. */
	readonly verdict: 'pass' | 'fail' | 'none';
	/** The domain that vouches. */
	readonly domain?: string | undefined;
	/** In words. */
	readonly reason: string;
}
