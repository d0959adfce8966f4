// The framework's own page for this takes long to compile.
export function GET() {
  return Response.json({ error: 'not found' }, { status: 404 });
}
