/** What the standard dialect's scopes let a client do, in plain words for the person who is asked. */
export const OAUTH_SCOPES: Readonly<Record<string, string>> = {
  openid: 'know that it is you',
  profile: 'see your name',
  email: 'see your e-mail address',
  offline_access: 'do so while you are away, until you end the connection',
  read: 'read what you can read',
  write: 'change what you can change',
};
