/** Bytes of this server; where it refuses, its own sentence. */
export async function fetchBytes(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error((await response.text()).trim());
  return response;
}
