# Answers orders with LWP (https://metacpan.org/pod/LWP), which keeps the cookies: see http-client.ts for what goes in and out.
use strict;
use warnings;
use HTTP::Cookies;
use HTTP::Request::Common ();
use JSON::PP;
use LWP::UserAgent;

$| = 1;
my $agent = LWP::UserAgent->new(cookie_jar => HTTP::Cookies->new, max_redirect => 0, env_proxy => 1);
my $json = JSON::PP->new->canonical;

sub request_of {
    my ($order) = @_;
    my @headers = %{ $order->{headers} };
    my ($method, $url) = @$order{qw(method url)};
    if ($order->{form} || $order->{multipart}) {
        my @type = $order->{multipart} ? (Content_Type => 'form-data') : ();
        my $request = HTTP::Request::Common::POST($url, @headers, @type, Content => [ %{ $order->{form} || $order->{multipart} } ]);
        $request->method($method);
        return $request;
    }
    my $request = HTTP::Request->new($method, $url, \@headers);
    if ($order->{json}) {
        $request->content_type('application/json');
        $request->content($json->encode($order->{json}));
    } elsif (defined $order->{text}) {
        $request->content($order->{text});
    }
    return $request;
}

sub answer {
    my ($order) = @_;
    my $request = request_of($order);
    $request->authorization_basic(@{ $order->{basic} }) if $order->{basic};
    my $got = $agent->request($request);
    my @names;
    $agent->cookie_jar->scan(sub { push @names, $_[1] });
    return {
        status => $got->code + 0,
        reason => $got->message,
        type => $got->header('Content-Type') // '',
        # LWP would take XML apart to find its encoding, and change its declaration; all that is sent here is ASCII.
        body => $got->content,
        cookies => [ sort @names ],
    };
}

print $json->encode({ toolkit => "LWP $LWP::UserAgent::VERSION" }), "\n";
print $json->encode(answer($json->decode($_))), "\n" while <STDIN>;
