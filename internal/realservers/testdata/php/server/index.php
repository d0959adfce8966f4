<?php
require __DIR__ . '/cors.php';

header('Content-Type: application/json');
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path === '/failing') {
    throw new RuntimeException('no such table: items');
}
if ($path !== '/items') {
    http_response_code(404);
    echo '{"error": "not found"}';
    return;
}
echo '[{"id": 1}]';
