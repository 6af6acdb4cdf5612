# Takes the OAuth 1 steps with Net::OAuth: see oauth1-library.ts for what goes in and out.
use strict;
use warnings;
use JSON::PP;
use LWP::UserAgent;
use Net::OAuth;
use URI;

$Net::OAuth::PROTOCOL_VERSION = Net::OAuth::PROTOCOL_VERSION_1_0A;
my $json = JSON::PP->new->utf8->canonical;
my $browser = LWP::UserAgent->new;
my ($asked, $begun);
my $nonces = 0;
$| = 1;

# The answer to a request of a kind, or dies with what it is refused with.
sub answer_to {
    my ($kind, $url, %more) = @_;
    my $request = Net::OAuth->request($kind)->new(
        consumer_key => $asked->{key},
        consumer_secret => $asked->{secret},
        signature_method => $asked->{method},
        request_method => $asked->{place} eq 'body' ? 'POST' : 'GET',
        request_url => $url,
        timestamp => time,
        nonce => $$ . '-' . ++$nonces,
        %more,
    );
    $request->sign;
    my $got =
          $asked->{place} eq 'header' ? $browser->get($url, Authorization => $request->to_authorization_header('Twinfield'))
        : $asked->{place} eq 'query'  ? $browser->get($request->to_url)
        :   $browser->post($url, Content_Type => 'application/x-www-form-urlencoded', Content => $request->to_post_body);
    die { refused => [0 + $got->code, $got->decoded_content] } unless $got->is_success;
    return Net::OAuth->response($kind)->from_post_body($got->content);
}

sub begin {
    ($asked) = @_;
    $begun = answer_to('request token', $asked->{initiate}, callback => $asked->{callback});
    my $authorize = URI->new($asked->{login});
    $authorize->query_form(oauth_token => $begun->token);
    return { authorize => "$authorize" };
}

sub finish {
    my ($order) = @_;
    my %told = URI->new($order->{told})->query_form;
    my $pair = answer_to('access token', $order->{finalize},
        token => $begun->token, token_secret => $begun->token_secret, verifier => $told{oauth_verifier});
    return { token => $pair->token, secret => $pair->token_secret };
}

print $json->encode({ toolkit => "Net::OAuth $Net::OAuth::VERSION" }), "\n";
while (my $line = <STDIN>) {
    my $order = $json->decode($line);
    my $said = eval { $order->{initiate} ? begin($order) : finish($order) } // (ref $@ eq 'HASH' ? $@ : die $@);
    print $json->encode($said), "\n";
}
