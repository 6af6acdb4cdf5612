# Answers orders with SOAP::Lite, as its clients are written: by hand, at the description's address without the query. See soap-toolkit.ts for
# what goes in and out.
use strict;
use warnings;
use JSON::PP;
use SOAP::Lite;

my $json = JSON::PP->new->utf8->canonical->allow_nonref;
$| = 1;

# SOAP::Lite gives what it reads a type by its looks. The namespaces are those of the members, outermost first; members
# with a rank come before the others.
sub written {
    my ($members, $ranks, @namespaces) = @_;
    my ($namespace, @inner) = @namespaces;
    my $rank = sub { $ranks->{ $_[0] } // 'inf' };
    return map {
        my $value = $members->{$_};
        my $data = SOAP::Data->name($_);
        $data->attr({ xmlns => $namespace }) if defined $namespace;
        ref $value ? $data->value(\SOAP::Data->value(written($value, $ranks, @inner))) : $data->value($value);
    } sort { $rank->($a) <=> $rank->($b) || $a cmp $b } keys %$members;
}

sub members {
    my ($value) = @_;
    return {} unless ref $value;
    return { map { ($_ => ref $value->{$_} ? members($value->{$_}) : $value->{$_}) } grep { defined $value->{$_} } keys %$value };
}

sub answer {
    my ($order) = @_;
    my ($namespace, @inner) = @{ $order->{namespaces} };
    my $action = $order->{action} // $namespace . $order->{operation};
    (my $url = $order->{wsdl}) =~ s/\?.*//;
    my $client = SOAP::Lite->soapversion($order->{version})->proxy($url)->default_ns($namespace)->on_action(sub { qq("$action") });
    # Faults are answers here, and what is no SOAP dies.
    my $response;
    $client->on_fault(sub { my (undef, $got) = @_; ref $got ? $response = $got : die $client->transport->status . "\n" });
    my @leading = @{ $order->{leading} // [] };
    my %ranks = map { ($leading[$_] => $_) } 0 .. $#leading;
    my @parts = written($order->{parameters}, \%ranks, undef, @inner);
    if (my $header = $order->{header}) {
        my @content = written($header->{members}, {});
        push @parts, SOAP::Header->name($header->{name})->attr({ xmlns => $header->{namespace} })->value(\SOAP::Data->value(@content));
    }
    my $got = $client->call($order->{operation}, @parts);
    $response //= $got;
    if ($response->fault) {
        my $is11 = $order->{version} eq '1.1';
        my $at = '/Envelope/Body/Fault';
        return { fault => {
            kind => ref $response,
            code => $is11 ? $response->faultcode : $response->valueof("$at/Code/Value"),
            text => $is11 ? $response->faultstring : $response->valueof("$at/Reason/Text"),
            detail => members($is11 ? $response->faultdetail : $response->valueof("$at/Detail")),
        } };
    }
    return { result => members($response->body->{"$order->{operation}Response"}), header => members($response->header) };
}

print $json->encode({ toolkit => "SOAP::Lite $SOAP::Lite::VERSION" }), "\n";
while (my $line = <STDIN>) {
    my $said = eval { answer($json->decode($line)) } // { trouble => "$@" };
    print $json->encode($said), "\n";
}
