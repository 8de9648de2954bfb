package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradeboard.run.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({"127.0.0.1:8080, 127.0.0.1, 8080", "8080, 127.0.0.1, 8080", "[::1]:80, ::1, 80", "my_host:0, my_host, 0"
    })
    void hostAndPortAreTaken(String text, String host, int port) {
        assertThat(Address.parse(text)).isEqualTo(new Address(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", ":80", "host:65536", "::1:80", "http://host:80", "host:80/"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(UsageException.class);
    }

    @Test
    void anIpv6NumberIsWrittenInBrackets() {
        assertThat(new Address("::1", 80)).hasToString("[::1]:80");
    }
}
