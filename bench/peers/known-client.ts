/** The client that every peer knows; made up, as everything here. */
export const PEER_CLIENT = {
  id: 'demo-machine',
  secret: 'demo-machine-secret',
  scope: 'read write',
  redirectUri: 'https://app.example/callback',
};

export const PEER_PERSON = { name: 'ada', password: 'ada-demo-pass' };
