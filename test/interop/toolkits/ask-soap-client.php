<?php
// Answers orders with PHP's own SoapClient, from the description alone: see soap-toolkit.ts for what goes in and out.
const VERSIONS = ['1.1' => SOAP_1_1, '1.2' => SOAP_1_2];
$clients = [];

// Without the members that are not there, and without the difference between an object and a list of names.
function plain(mixed $value): mixed
{
    if (is_object($value)) {
        return (object) array_map('plain', array_filter(get_object_vars($value), fn ($item) => $item !== null));
    }
    return is_array($value) ? array_map('plain', $value) : $value;
}

function answer(object $order): array
{
    global $clients;
    $key = "$order->wsdl $order->version";
    $clients[$key] ??= new SoapClient($order->wsdl, [
        'soap_version' => VERSIONS[$order->version],
        'cache_wsdl' => WSDL_CACHE_NONE,
        'compression' => SOAP_COMPRESSION_ACCEPT | SOAP_COMPRESSION_GZIP,
    ]);
    $header = isset($order->header)
        ? new SoapHeader($order->header->namespace, $order->header->name, $order->header->members)
        : null;
    $headers = [];
    try {
        $got = $clients[$key]->__soapCall($order->operation, [$order->parameters], null, $header, $headers);
    } catch (SoapFault $fault) {
        // What never left, or came back as no SOAP, is a SoapFault too, with a code of PHP's own: what a server sent has a prefix.
        if (!str_contains($fault->faultcode, ':') || str_starts_with($fault->faultcode, 'SOAP-ENV:')) {
            return ['trouble' => "$fault->faultcode: $fault->faultstring"];
        }
        $detail = plain($fault->detail ?? new stdClass());
        return ['fault' => [
            'kind' => get_class($fault), 'code' => $fault->faultcode, 'text' => $fault->faultstring, 'detail' => $detail,
        ]];
    }
    return ['result' => plain($got ?? new stdClass()), 'header' => (object) plain($headers)];
}

function say(array $what): void
{
    echo json_encode($what, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE), "\n";
}

say(['toolkit' => 'SoapClient of PHP ' . PHP_VERSION]);
while (($line = fgets(STDIN)) !== false) {
    try {
        say(answer(json_decode($line, false, 64, JSON_THROW_ON_ERROR)));
    } catch (Throwable $trouble) {
        say(['trouble' => get_class($trouble) . ': ' . $trouble->getMessage()]);
    }
}
