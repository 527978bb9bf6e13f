/** Fetches bytes from this server. @throws Error with the server's message */
export async function fetchBytes(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error((await response.text()).trim());
  return response;
}
