<?php
// Answers orders with PHP's curl, which keeps the cookies: see http-client.ts for what goes in and out.
$curl = curl_init();
// The empty name of a file turns the jar on and reads nothing.
curl_setopt_array($curl, [CURLOPT_COOKIEFILE => '', CURLOPT_RETURNTRANSFER => true]);

function answer(CurlHandle $curl, object $order): array
{
    $headers = (array) $order->headers;
    $body = $order->text ?? null;
    if (isset($order->json)) {
        $headers['Content-Type'] = 'application/json';
        $body = json_encode($order->json);
    } elseif (isset($order->form)) {
        $body = http_build_query((array) $order->form);
    } elseif (isset($order->multipart)) {
        // An array is sent as a multipart form.
        $body = (array) $order->multipart;
    }
    $reason = '';
    curl_setopt_array($curl, [
        CURLOPT_URL => $order->url,
        CURLOPT_HTTPGET => true,
        CURLOPT_HTTPHEADER => array_map(fn ($name) => "$name: $headers[$name]", array_keys($headers)),
        CURLOPT_USERPWD => isset($order->basic) ? implode(':', $order->basic) : null,
        CURLOPT_HEADERFUNCTION => function ($curl, $line) use (&$reason) {
            if (preg_match('{^HTTP/\S+ \d+ ?(.*)$}', trim($line), $found)) {
                $reason = $found[1];
            }
            return strlen($line);
        },
    ] + ($body === null ? [] : [CURLOPT_POSTFIELDS => $body]) + [CURLOPT_CUSTOMREQUEST => $order->method]);
    $text = curl_exec($curl);
    if ($text === false) {
        throw new RuntimeException(curl_error($curl));
    }
    $names = [];
    foreach (curl_getinfo($curl, CURLINFO_COOKIELIST) as $line) {
        [, , , , $expires, $name] = explode("\t", $line);
        // The last one that expired is still in the list, and isn't sent.
        if ($expires === '0' || $expires > time()) {
            $names[] = $name;
        }
    }
    sort($names);
    return [
        'status' => curl_getinfo($curl, CURLINFO_RESPONSE_CODE),
        'reason' => $reason,
        'type' => curl_getinfo($curl, CURLINFO_CONTENT_TYPE) ?: '',
        'body' => $text,
        'cookies' => $names,
    ];
}

function say(array $what): void
{
    echo json_encode($what, JSON_THROW_ON_ERROR), "\n";
}

say(['toolkit' => 'curl ' . curl_version()['version'] . ' of PHP ' . PHP_VERSION]);
while (($line = fgets(STDIN)) !== false) {
    say(answer($curl, json_decode($line)));
}
