/** Where a creator's public profile is. */
export function profileUrl(publicUrl: string, slug: string): string {
  return `${publicUrl}/c/${slug}`;
}

/** Where a backer's own page is. @param token of `Secret.pledgeToken` */
export function pledgeUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/b/${token}`;
}
