package io.tradeboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
    private static final Links LINKS = new Links("");

    @ParameterizedTest
    @CsvSource({
        "BTC,     /BTC",
        "a.b-c_d, /a.b-c_d",
        "A/B,     /?symbol=A%2FB",
        "api,     /?symbol=api",
        "results, /?symbol=results"
    })
    void symbolIsASegmentWhereItCanBe(String symbol, String link) {
        assertThat(LINKS.board(symbol)).isEqualTo(link);
    }

    @ParameterizedTest
    @CsvSource({
        "BTC, ann,       /BTC/traders/ann",
        "BTC, 東京,       /BTC/traders/%E6%9D%B1%E4%BA%AC",
        "BTC, a b,       /BTC/traders/a%20b",
        "BTC, a/b,       /trader?symbol=BTC&trader=a%2Fb",
        "BTC, ..,        /trader?symbol=BTC&trader=..",
        "BTC, a%2Fb,     /trader?symbol=BTC&trader=a%252Fb",
        "BTC, a;b,       /trader?symbol=BTC&trader=a%3Bb",
        "A/B, ann,       /trader?symbol=A%2FB&trader=ann",
        "docs, ann,      /trader?symbol=docs&trader=ann"
    })
    void traderIsASegmentWhereItCanBe(String symbol, String trader, String link) {
        assertThat(LINKS.trader(symbol, trader)).isEqualTo(link);
    }

    @Test
    void otherAddressesTakeReservedSymbolsAsTheyAre() {
        assertThat(LINKS.live("api")).isEqualTo("/live/api");
        assertThat(LINKS.live("A/B")).isEqualTo("/live?symbol=A%2FB");
        assertThat(LINKS.badge("A/B")).isEqualTo("/badge.svg?symbol=A%2FB");
        assertThat(LINKS.badge("BTC")).isEqualTo("/badge/BTC.svg");
        assertThat(LINKS.csv("A/B", LocalDate.EPOCH)).isEqualTo("/api/v1/csv?symbol=A%2FB&day=1970-01-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org", "https://example.org/", "https://example.org/a/b"})
    void pathOfTheProxyIsBeforeEveryLink(String address) {
        Links links = new Links(address);
        String path = URI.create(address).getPath().replaceAll("/$", "");
        assertThat(links.board("BTC")).isEqualTo(path + "/BTC");
        assertThat(links.absolute(links.board("BTC"))).isEqualTo("https://example.org" + path + "/BTC");
    }
}
