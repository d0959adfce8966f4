export function withCORS(handle) {
  return async (request) => {
    const headers = {
      'Access-Control-Allow-Origin': 'https://app.example.com',
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Allow-Methods': 'GET, PUT',
      'Access-Control-Allow-Headers': 'Content-Type, X-Api-Key',
    };
    if (request.method === 'OPTIONS') return new Response(null, { headers });
    const answer = await handle(request);
    return new Response(answer.body, { status: answer.status, headers: { ...headers, 'Content-Type': 'application/json' } });
  };
}
