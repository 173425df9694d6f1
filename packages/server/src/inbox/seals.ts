/** What a connection’s parts are sealed for: whoever opens them names it. */
export const ADDRESS_SEAL = 'vendor connection: address';
export const SECRET_SEAL = 'vendor connection: secret';
export const API_KEY_SEAL = 'vendor connection: API key';
