/** Speaks to the server as the marketplace's backend, its clients and its experts do: over HTTP, with nothing but the contract. */
export type Marketplace = ReturnType<typeof createMarketplace>;

export function createMarketplace(url: string, apiKey: string) {
  async function request<T>(method: string, path: string, bearer: string | null, body?: unknown): Promise<T> {
    const response = await fetch(url + path, {
      method,
      headers: { 'Content-Type': 'application/json', ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  return {
    putUser: (user: object) => request<unknown>('POST', '/api/users', apiKey, user),
    putOrder: (id: number, order: object) => request<{ room: { id: number } }>('PUT', `/api/orders/${id}`, apiKey, order),
    invite: (id: number) => request<{ url: string }>('POST', `/api/orders/${id}/invites`, apiKey, {}),
    login: (email: string, password: string) =>
      request<{ access_token: string; refresh_token: string }>('POST', '/api/auth/login', null, { email, password, device: 'desktop' }),
    join: (token: string) => request<{ access_token: string }>('POST', '/api/auth/join', null, { token }),
    logout: (accessToken: string) => request<unknown>('POST', '/api/auth/logout', accessToken, {}),
    post: (accessToken: string, room: number, message: string) => request<unknown>('POST', '/api/chat/messages', accessToken, { room, message }),
    read: (accessToken: string, room: number, seq: number) =>
      request<unknown>('POST', `/api/chat/rooms/${room}/mark_read`, accessToken, { seq }),
  };
}
