export function GET() {
  throw new Error('no such table: items');
}

export function PUT() {
  throw new Error('no such table: items');
}
